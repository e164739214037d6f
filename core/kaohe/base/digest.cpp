#include "kaohe/base/digest.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace kaohe {
namespace {

std::string digest(const char* name, const EVP_MD* algorithm, std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> value{};
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), value.data(), &size, algorithm, nullptr) != 1)
        throw std::runtime_error("OpenSSL could not compute a digest");
    std::string out = std::string(name) + ":";
    for (unsigned i = 0; i < size; ++i) out += fmt::format("{:02x}", value[i]);
    return out;
}

}  // namespace

std::string sha256(std::string_view bytes) { return digest("sha256", EVP_sha256(), bytes); }
std::string sm3(std::string_view bytes) { return digest("sm3", EVP_sm3(), bytes); }

}  // namespace kaohe
