// kaohe/package/signature.h - inside the package module: keys and signatures, by OpenSSL.
#pragma once
#include "kaohe/package/package.h"

namespace kaohe::package {

// Fails with KH-K005 for a text that is no private key of Ed25519 or SM2.
Result<Signature> make_signature(std::string_view message, std::string_view private_key, const std::string& file);
// Whether the public key (PEM) made this signature of the message; the fingerprint if so, "" if not. Fails with KH-K005.
Result<std::string> check_signature(std::string_view message, const Signature& signature, std::string_view public_key, const std::string& file);

}  // namespace kaohe::package
