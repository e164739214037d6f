#include "kaohe/io/compound_file.h"

#include "support/catch.h"
#include "support/xls_builder.h"

using namespace kaohe;
using namespace kaohe::testing;

namespace {

std::string id_of(const std::string& bytes, const io::Limits& limits = {}) {
    const auto opened = io::CompoundFile::open(bytes, "a.xls", limits);
    return opened ? "" : std::string(opened.error().id());
}
// The stream named A, or the id of the refusal.
std::string stream_a(const std::string& bytes) {
    const auto opened = io::CompoundFile::open(bytes, "a.xls", {});
    if (!opened) return std::string(opened.error().id());
    const auto stream = opened->read("A");
    return stream ? *stream : std::string(stream.error().id());
}
void put32(std::string& bytes, std::size_t at, std::uint32_t value) {
    bytes.replace(at, 4, le32(value));
}

// Sectors of compound_file({{u"A", …}}): 0 FAT, 1 directory, then 2 mini-FAT and 3 mini stream, or 2… the
// stream.
constexpr std::size_t kFat = 512, kDirectory = 1024, kSmallTable = 1536;
const std::string kLong(5000, 'x');

}  // namespace

TEST_CASE("compound files: small and large streams of the root storage") {
    const auto bytes = compound_file({{u"Workbook", "short"}, {u"Summary", kLong}, {u"Empty", ""}});
    const auto opened = io::CompoundFile::open(bytes, "a.xls", {});
    REQUIRE(opened);
    CHECK(opened->contains("WORKBOOK"));
    CHECK_FALSE(opened->contains("Book"));
    CHECK(opened->read("workbook") == "short");
    CHECK(opened->read("Summary") == kLong);
    CHECK(opened->read("Empty") == "");
    CHECK(opened->read("Book").error().id() == "KH-F004");
}

TEST_CASE("compound files: streams of an inner storage are not found") {
    auto bytes = compound_file({{u"A", "outer"}, {u"B", "x"}});
    bytes[kDirectory + 2 * 128 + 66] = 1;        // B becomes a storage
    put32(bytes, kDirectory + 2 * 128 + 76, 1);  // with A in it
    put32(bytes, kDirectory + 76, 2);            // the root has B alone
    CHECK(stream_a(bytes) == "KH-F004");
}

TEST_CASE("compound files: the list of FAT sectors goes on in a chain of its own") {
    auto bytes = compound_file({{u"A", kLong}});
    put32(bytes, 0x4C, 0xFFFFFFFF);
    put32(bytes, 0x44, static_cast<std::uint32_t>(bytes.size() / 512 - 1));
    put32(bytes, 0x48, 1);
    std::string list = le32(0);
    while (list.size() < 508) list += le32(0xFFFFFFFF);
    SECTION("of one sector") {
        CHECK(stream_a(bytes + list + le32(0xFFFFFFFE)) == kLong);
    }
    SECTION("that goes in a circle") {
        CHECK(stream_a(bytes + list + le32(static_cast<std::uint32_t>(bytes.size() / 512 - 1))) != "");
    }
    SECTION("that leads out of the file") {
        CHECK(stream_a(bytes + list + le32(1000)) == "KH-F004");
    }
    SECTION("that is cut") {
        CHECK(stream_a(bytes + list) == "KH-F004");
    }
}

TEST_CASE("compound files: a last sector that is cut is enough when the stream ends in it") {
    auto bytes = compound_file({{u"A", kLong}});  // 5000 = 9 * 512 + 392
    CHECK(stream_a(bytes.substr(0, bytes.size() - 120)) == kLong);
    CHECK(stream_a(bytes.substr(0, bytes.size() - 121)) == "KH-F004");
}

TEST_CASE("compound files: damaged chains and directories are refused") {
    auto large = compound_file({{u"A", kLong}});
    auto small = compound_file({{u"A", "short"}});
    SECTION("a chain in a circle") {
        put32(large, kFat + 4 * 5, 3);
        CHECK(stream_a(large) == "KH-F004");
    }
    SECTION("a chain that leads out of the table") {
        put32(large, kFat + 4 * 5, 5000);
        CHECK(stream_a(large) == "KH-F004");
    }
    SECTION("a chain into a free sector") {
        put32(large, kFat + 4 * 5, 0xFFFFFFFF);
        CHECK(stream_a(large) == "KH-F004");
    }
    SECTION("a chain that ends early") {
        put32(large, kFat + 4 * 5, 0xFFFFFFFE);
        CHECK(stream_a(large) == "KH-F004");
    }
    SECTION("a directory in a circle") {
        put32(large, kFat + 4, 1);
        CHECK(stream_a(large) == "KH-F004");
    }
    SECTION("a directory that is not there") {
        put32(large, 0x30, 77);
        CHECK(stream_a(large) == "KH-F004");
    }
    SECTION("entries in a circle") {
        put32(large, kDirectory + 128 + 68, 1);
        CHECK(stream_a(large) == "KH-F004");
    }
    SECTION("an entry that is not there") {
        put32(large, kDirectory + 76, 9);
        CHECK(stream_a(large) == "KH-F004");
    }
    SECTION("a small chain in a circle") {
        put32(small, kSmallTable, 0);
        CHECK(stream_a(small) == "KH-F004");
    }
    SECTION("a small chain that leads out of the stream") {
        put32(small, kDirectory + 128 + 116, 100);
        CHECK(stream_a(small) == "KH-F004");
    }
    SECTION("a FAT that is not there") {
        put32(large, 0x4C, 12345);
        CHECK(id_of(large) == "KH-F004");
    }
    SECTION("sectors of a size that does not exist") {
        large[0x1E] = 31;
        CHECK(id_of(large) == "KH-F004");
    }
    SECTION("less than a header") {
        CHECK(id_of(large.substr(0, 511)) == "KH-F004");
        CHECK(id_of(large.substr(0, 512)) == "KH-F004");
    }
}

TEST_CASE("compound files: limits") {
    const auto bytes = compound_file({{u"A", kLong}, {u"B", kLong}, {u"C", ""}, {u"D", ""}});
    io::Limits limits;
    limits.compound_entries = 8;  // two sectors of four entries
    CHECK(id_of(bytes, limits).empty());
    limits.compound_entries = 7;
    CHECK(id_of(bytes, limits) == "KH-F006");
    limits = {};
    limits.package_bytes = bytes.size() - 1;
    CHECK(id_of(bytes, limits) == "KH-F006");
}
