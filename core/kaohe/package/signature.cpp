#include "kaohe/package/signature.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

#include "kaohe/base/digest.h"

namespace kaohe::package {
namespace {

constexpr std::string_view kSm2User = "1234567812345678";  // GB/T 35276: the identity where none was agreed on

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(BIO* bio) const { BIO_free(bio); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;

enum class Part { Private, Public };

Key read_key(std::string_view pem, Part part) {
    const std::unique_ptr<BIO, Free> text(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    if (!text) return nullptr;
    return Key(part == Part::Private ? PEM_read_bio_PrivateKey(text.get(), nullptr, nullptr, nullptr) : PEM_read_bio_PUBKEY(text.get(), nullptr, nullptr, nullptr));
}

std::string algorithm_of(const Key& key) {
    if (!key) return {};
    if (EVP_PKEY_is_a(key.get(), "ED25519") == 1) return "Ed25519";
    return EVP_PKEY_is_a(key.get(), "SM2") == 1 ? "SM2" : "";
}

std::string fingerprint(const Key& key) {
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key.get(), &der);
    if (size <= 0) return {};
    std::string out = sm3({reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)});
    OPENSSL_free(der);
    return out;
}

// A context that signs or checks with the key, as its algorithm wants it.
class Context {
  public:
    explicit Context(const Key& key) : parameters_(EVP_PKEY_CTX_new(key.get(), nullptr)), context_(EVP_MD_CTX_new()), is_sm2_(algorithm_of(key) == "SM2"), key_(key.get()) {
        if (is_sm2_ && parameters_ && context_) {
            is_ready_ = EVP_PKEY_CTX_set1_id(parameters_.get(), kSm2User.data(), kSm2User.size()) == 1;
            EVP_MD_CTX_set_pkey_ctx(context_.get(), parameters_.get());
        } else {
            is_ready_ = context_ != nullptr;
        }
    }
    bool begin(Part part) {
        const EVP_MD* digest = is_sm2_ ? EVP_sm3() : nullptr;  // Ed25519 digests by itself
        return is_ready_ && (part == Part::Private ? EVP_DigestSignInit(context_.get(), nullptr, digest, nullptr, key_)
                                                   : EVP_DigestVerifyInit(context_.get(), nullptr, digest, nullptr, key_)) == 1;
    }
    EVP_MD_CTX* get() { return context_.get(); }

  private:
    std::unique_ptr<EVP_PKEY_CTX, Free> parameters_;
    std::unique_ptr<EVP_MD_CTX, Free> context_;
    bool is_sm2_, is_ready_ = false;
    EVP_PKEY* key_;
};

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

Result<Signature> make_signature(std::string_view message, std::string_view private_key, const std::string& file) {
    const Key key = read_key(private_key, Part::Private);
    Signature out{.algorithm = algorithm_of(key)};
    if (out.algorithm.empty()) return failure(Code::PackageKey, Place{.file = file}, file);
    out.key = fingerprint(key);
    Context context(key);
    std::size_t size = 0;
    if (!context.begin(Part::Private) || EVP_DigestSign(context.get(), nullptr, &size, bytes_of(message), message.size()) != 1)
        return failure(Code::PackageKey, Place{.file = file}, file);
    out.bytes.resize(size);
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.bytes.data()), &size, bytes_of(message), message.size()) != 1)
        return failure(Code::PackageKey, Place{.file = file}, file);
    out.bytes.resize(size);
    return out;
}

Result<std::string> check_signature(std::string_view message, const Signature& signature, std::string_view public_key, const std::string& file) {
    const Key key = read_key(public_key, Part::Public);
    if (algorithm_of(key).empty()) return failure(Code::PackageKey, Place{.file = file}, file);
    if (algorithm_of(key) != signature.algorithm) return std::string();
    Context context(key);
    const bool holds = context.begin(Part::Public) &&
                       EVP_DigestVerify(context.get(), bytes_of(signature.bytes), signature.bytes.size(), bytes_of(message), message.size()) == 1;
    return holds ? fingerprint(key) : std::string();
}

}  // namespace kaohe::package
