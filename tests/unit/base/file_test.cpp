#include "kaohe/base/file.h"

#include <unistd.h>

#include <fstream>

#include "support/catch.h"

using namespace kaohe;
namespace fs = std::filesystem;

namespace {

// A new empty folder, removed with everything in it.
struct Folder {
    fs::path path;
    Folder() {
        std::string name = (fs::temp_directory_path() / "kaohe-file-XXXXXX").string();
        if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
        path = name;
    }
    ~Folder() { fs::remove_all(path); }
    std::size_t entries() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), {})); }
};

std::string content(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a file is written whole, and replaced whole") {
    Folder folder;
    const fs::path path = folder.path / "结果.json";
    REQUIRE(write_file(path, "old, and longer"));
    CHECK(content(path) == "old, and longer");
    REQUIRE(write_file(path, std::string_view("new\0\n", 5)));
    CHECK(content(path) == std::string("new\0\n", 5));
    CHECK(folder.entries() == 1);  // no temporary file stays
}

TEST_CASE("who has the old file open keeps reading the old file") {
    Folder folder;
    const fs::path path = folder.path / "a";
    REQUIRE(write_file(path, "old"));
    auto reader = FileBytes::open(path);
    REQUIRE(reader);
    REQUIRE(write_file(path, "new and longer"));
    CHECK(reader->view() == "old");
    CHECK(FileBytes::open(path)->view() == "new and longer");
}

TEST_CASE("writing into a folder that is not there fails and names the file") {
    Folder folder;
    const auto written = write_file(folder.path / "none" / "a", "x");
    REQUIRE_FALSE(written);
    CHECK(written.error().code == Code::OutputWrite);
    CHECK(written.error().message.find("none/a") != std::string::npos);
    CHECK(folder.entries() == 0);
}

TEST_CASE("a failure halfway leaves the old file and no temporary one") {
    Folder folder;
    const fs::path path = folder.path / "a";
    REQUIRE(write_file(path, "old"));
    const auto written = write_through_temporary(path, [&](const fs::path& temporary) -> Result<void> {
        std::ofstream(temporary) << "half";
        CHECK(temporary.parent_path() == folder.path);  // a rename can't cross file systems
        return failure(Code::OutputWrite, {}, "a", "disk full");
    });
    REQUIRE_FALSE(written);
    CHECK(content(path) == "old");
    CHECK(folder.entries() == 1);
}

TEST_CASE("a library that throws halfway leaves the old file and no temporary one") {
    Folder folder;
    const fs::path path = folder.path / "a";
    REQUIRE(write_file(path, "old"));
    CHECK_THROWS(write_through_temporary(path, [&](const fs::path& temporary) -> Result<void> {
        std::ofstream(temporary) << "half";
        throw std::runtime_error("library");
    }));
    CHECK(content(path) == "old");
    CHECK(folder.entries() == 1);
}

TEST_CASE("a folder is never replaced by a file") {
    Folder folder;
    const fs::path path = folder.path / "inner";
    REQUIRE(make_folder(path));
    REQUIRE(write_file(path / "kept", "x"));
    const auto written = write_file(path, "y");
    REQUIRE_FALSE(written);
    CHECK(written.error().code == Code::OutputWrite);
    CHECK(content(path / "kept") == "x");
    CHECK(folder.entries() == 1);
}

TEST_CASE("folders are made with their parents, and being there already is no error") {
    Folder folder;
    CHECK(make_folder(folder.path / "a" / "b"));
    CHECK(make_folder(folder.path / "a" / "b"));
    REQUIRE(write_file(folder.path / "a" / "file", "x"));
    const auto refused = make_folder(folder.path / "a" / "file" / "c");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::OutputWrite);
}

TEST_CASE("what can't be opened says so, an empty file is a file") {
    Folder folder;
    REQUIRE_FALSE(FileBytes::open(folder.path / "none"));
    CHECK(FileBytes::open(folder.path / "none").error().code == Code::FileOpen);
    CHECK(FileBytes::open(folder.path).error().code == Code::FileOpen);
    REQUIRE(write_file(folder.path / "empty", ""));
    const auto empty = FileBytes::open(folder.path / "empty");
    REQUIRE(empty);
    CHECK(empty->view().empty());
    CHECK(FileBytes::from_text("text").view() == "text");
}

TEST_CASE("what was let go can be read again") {
    Folder folder;
    const std::string text(100'000, 'x');
    REQUIRE(write_file(folder.path / "a", text));
    const auto bytes = FileBytes::open(folder.path / "a");
    REQUIRE(bytes);
    for (const std::size_t end : {std::size_t{0}, std::size_t{1}, std::size_t{50'000}, text.size(), text.size() + 5}) {
        bytes->let_go(end);
        CHECK(bytes->view() == text);
    }
    FileBytes::from_text(text).let_go(text.size());
}

TEST_CASE("what is written in blocks is written whole, and replaces the old file at the end") {
    Folder folder;
    const fs::path path = folder.path / "a";
    REQUIRE(write_file(path, "old"));
    const std::string piece(1'000, 'x');
    REQUIRE(write_in_blocks(path, [&](BlockWriter& out) {
        for (int i = 0; i < 200; ++i) CHECK(out.append(piece));
        out.pending() += "end";
        CHECK(out.commit());
        CHECK(content(path) == "old");
    }));
    CHECK(content(path).size() == 200'003);
    CHECK(content(path).ends_with("xend"));
    CHECK(folder.entries() == 1);
}

TEST_CASE("nothing is made when a file in blocks can't be begun") {
    Folder folder;
    const auto written = write_in_blocks(folder.path / "none" / "a", [](BlockWriter&) { FAIL("called"); });
    REQUIRE_FALSE(written);
    CHECK(written.error().code == Code::OutputWrite);
}

TEST_CASE("an exception while a file is written in blocks leaves the old one") {
    Folder folder;
    const fs::path path = folder.path / "a";
    REQUIRE(write_file(path, "old"));
    CHECK_THROWS(write_in_blocks(path, [](BlockWriter& out) {
        out.append("half");
        throw std::runtime_error("reader");
    }));
    CHECK(content(path) == "old");
    CHECK(folder.entries() == 1);
}
