// kaohe/package/package.h - a rule pack as one file that can be signed: .kpack, a zip of its files and a manifest.
//
// The manifest names every file with its SM3 (GB/T 32905), and the facts of the pack. The same folder gives the same bytes. A
// signature (Ed25519, RFC 8032; or SM2, GB/T 32918) is over the manifest's bytes, so it holds for every file. Nothing here
// loads or runs a pack.
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/base/result.h"

namespace kaohe::package {

constexpr std::string_view kEnding = ".kpack";

// What a manifest says besides its files.
struct Facts {
    std::string id, version, title, engine, period;
    std::string digest;  // of the pack, as results name it
};

struct File {
    std::string name;  // relative to the pack's folder, with '/'
    std::size_t size = 0;
    std::string digest;  // "sm3:…"
};

struct Signature {
    std::string algorithm;  // "Ed25519", "SM2"
    std::string key;        // "sm3:…" of the public key (SubjectPublicKeyInfo, DER)
    std::string bytes;
};

struct Package {
    Facts facts;
    std::vector<File> files;                     // by name
    std::map<std::string, std::string> contents;  // bytes by name
    std::string manifest;                        // its text, which is what is signed
    std::optional<Signature> signature;
};

// The files of a folder, without hidden ones and without links. Fails with KH-K001 for a link or a file that can't be read.
Result<std::string> build(const std::filesystem::path& folder, const Facts& facts);

// Reads a package and checks every file against the manifest; does not check the signature. `file` is named in diagnostics.
// Fails with KH-K001 for what is no package and with KH-K002, naming the file, for what was changed.
Result<Package> open(std::string_view bytes, const std::string& file);

// Signs with a private key (PEM); a signature that was there is replaced. Fails as open(), and with KH-K005 for the key.
Result<std::string> sign(std::string_view bytes, const std::string& file, std::string_view private_key);

// The fingerprint of that public key (PEM) among `trusted` whose signature holds. Fails with KH-K003 when the package is not
// signed, KH-K004 when none of the keys made the signature or it does not hold, KH-K005 for a key that can't be read.
Result<std::string> verify(const Package& package, const std::string& file, const std::vector<std::string>& trusted);

// Writes the files below `folder`, which must not exist. Fails with KH-T001.
Result<void> unpack(const Package& package, const std::filesystem::path& folder);

}  // namespace kaohe::package
