#include "kaohe/io/zip_archive.h"

#include "recorder.h"
#include "support/catch.h"
#include "support/xlsx_builder.h"

using namespace kaohe;
using namespace kaohe::testing;
using kaohe::io::Limits;
using kaohe::io::ZipArchive;

namespace {

// The content of a part, or the code of what went wrong.
std::string part(const std::string& zip, const std::string& name, const Limits& limits = {}) {
    auto archive = ZipArchive::open(zip, "a.zip", limits);
    if (!archive) return std::string(archive.error().id());
    std::string out;
    const auto done = archive->unpack(name, [&](std::string_view bytes) { return out += bytes, true; });
    return done ? out : std::string(done.error().id());
}

// Changes 32 bits at `offset` of every local header and directory entry.
void patch(std::string& zip, std::size_t local_offset, std::size_t directory_offset, std::uint32_t value) {
    const auto write = [&](std::size_t at) {
        for (int i = 0; i < 4; ++i) zip[at + i] = static_cast<char>(value >> (8 * i));
    };
    for (std::size_t at = 0; (at = zip.find("PK\3\4", at)) != std::string::npos; ++at)
        write(at + local_offset);
    for (std::size_t at = 0; (at = zip.find("PK\1\2", at)) != std::string::npos; ++at)
        write(at + directory_offset);
}

}  // namespace

TEST_CASE("parts are found without case and with either slash") {
    const std::string zip = zip_parts({{"Xl\\Sheet.xml", "one"}, {"b", ""}, {"folder/", ""}});
    CHECK(part(zip, "xl/sheet.XML") == "one");
    CHECK(part(zip, "b") == "");
    CHECK(part(zip, "c") == "KH-F004");
}

TEST_CASE("names that could leave the package or hide a part are refused") {
    for (const char* name : {"../a", "a/../b", "/a", "..", "\\a", "a\\..\\b", "C:/a"}) {
        CAPTURE(name);
        CHECK(part(zip_parts({{name, "x"}}), "a") == "KH-F007");
    }
    CHECK(part(zip_parts({{"a", "x"}, {"A", "y"}}), "a") == "KH-F007");
    CHECK(part(zip_parts({{"a..b/...", "x"}}), "a..b/...") == "x");
}

TEST_CASE("encrypted parts are refused") {
    std::string zip = zip_parts({{"a", "x"}});
    zip[zip.find("PK\1\2") + 8] |= 1;
    CHECK(part(zip, "a") == "KH-F008");
}

TEST_CASE("limits of packages") {
    Limits limits;
    const std::string zip = zip_parts({{"a", "0123456789"}, {"b", "0123456789"}});
    SECTION("bytes") {
        limits.package_bytes = zip.size() - 1;
        CHECK(part(zip, "a", limits) == "KH-F006");
    }
    SECTION("entries") {
        limits.package_entries = 1;
        CHECK(part(zip, "a", limits) == "KH-F006");
    }
    SECTION("one part") {
        limits.part_bytes = 10;
        CHECK(part(zip, "a", limits) == "0123456789");
        limits.part_bytes = 9;
        CHECK(part(zip, "a", limits) == "KH-F006");
    }
    SECTION("all parts that are read") {
        limits.package_unpacked_bytes = 19;
        auto archive = ZipArchive::open(zip, "a.zip", limits);
        REQUIRE(archive);
        const auto ignore = [](std::string_view) { return true; };
        CHECK(archive->unpack("a", ignore));
        CHECK(archive->unpack("b", ignore).error().code == Code::FileLimit);
    }
    SECTION("compression") {
        CHECK(part(zip_parts({{"a", std::string(4 << 20, '\0')}}), "a") == "KH-F006");
        CHECK(part(zip_parts({{"a", std::string(1 << 20, 'x')}}), "a").size() == 1 << 20);  // small parts may
    }
}

TEST_CASE("sizes and checksums that lie are damage") {
    const std::string zip = zip_parts({{"a", "0123456789"}});
    constexpr std::size_t kChecksum = 14, kUnpacked = 22,
                          kDirectory = 2;  // a directory entry has 2 bytes more
    std::string lying = zip;
    SECTION("smaller than it is") {
        patch(lying, kUnpacked, kUnpacked + kDirectory, 5);
    }
    SECTION("larger than it is") {
        patch(lying, kUnpacked, kUnpacked + kDirectory, 500'000);
    }
    SECTION("checksum") {
        patch(lying, kChecksum, kChecksum + kDirectory, 1);
    }
    SECTION("no end") {
        lying.resize(lying.size() - 30);
    }
    SECTION("header only") {
        lying.resize(4);
    }
    CHECK(part(lying, "a") == "KH-F004");
}

TEST_CASE("unpacking can be stopped, and thrown out of") {
    const std::string zip = zip_parts({{"a", std::string(300'000, 'x')}});
    auto archive = ZipArchive::open(zip, "a.zip", {});
    REQUIRE(archive);
    int pieces = 0;
    CHECK(archive->unpack("a", [&](std::string_view) { return ++pieces < 2; }));
    CHECK(pieces == 2);
    CHECK_THROWS(archive->unpack("a", [](std::string_view) -> bool { throw std::runtime_error("x"); }));
    std::size_t size = 0;
    CHECK(archive->unpack("a", [&](std::string_view bytes) { return size += bytes.size(), true; }));
    CHECK(size == 300'000);
}
