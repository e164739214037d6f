#include "kaohe/base/digest.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace kaohe {
namespace {

std::string digest(const char* name, const EVP_MD* algorithm, std::span<const std::string_view> parts) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> value{};
    unsigned size = 0;
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    bool done = context && EVP_DigestInit_ex(context.get(), algorithm, nullptr) == 1;
    for (const auto part : parts) done = done && EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1;
    if (!done || EVP_DigestFinal_ex(context.get(), value.data(), &size) != 1) throw std::runtime_error("OpenSSL could not compute a digest");
    std::string out = std::string(name) + ":";
    for (unsigned i = 0; i < size; ++i) out += fmt::format("{:02x}", value[i]);
    return out;
}

}  // namespace

std::string sha256(std::string_view bytes) { return digest("sha256", EVP_sha256(), std::span(&bytes, 1)); }
std::string sm3(std::string_view bytes) { return digest("sm3", EVP_sm3(), std::span(&bytes, 1)); }
std::string sm3(std::span<const std::string_view> parts) { return digest("sm3", EVP_sm3(), parts); }

}  // namespace kaohe
