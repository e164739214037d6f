#include "kaohe/live/live_pack.h"

#include <thread>

#include "unit/eval/small_pack.h"

using namespace kaohe;
using namespace kaohe::testing;

namespace {

std::string pack_worth(const std::string& target) {
    return kPackHead + reported("a", "higher", 1) + R"(targets "a" { form = at_least, cite = { "s", "一" }, value = ")" + target + R"(", applies = "each" }
scheme { title = "方案", total = "10" }
group "g" { title = "组", points = "10" }
rule "a" { group = "g", points = "10", compare = "full", missing = "zero", not_applicable = "rescale", score = full_or_zero }
)";
}

// A pack in a folder, as an author changes it.
struct Author {
    TemporaryFolder folder;
    live::LivePack pack{[this](Diagnostics& findings) {
        return live::Pack{rules::load_pack({folder.path(), {std::filesystem::path(KAOHE_SOURCE_DIR) / "plugins"}}, findings), folder.path()};
    }};

    bool saves(const std::string& text, std::string* said = nullptr) {
        folder.write("pack.lua", text);
        Diagnostics findings;
        const bool out = pack.reload(findings);
        if (said) *said = text_of(findings);
        return out;
    }
    std::string target() const { return pack.get()->targets[0][0]->value_text(); }
};

}  // namespace

TEST_CASE("a sound pack comes into force, a broken one or one that fails its tests leaves the old, and says why") {
    Author author;
    std::string said;
    CHECK_FALSE(author.pack.get());
    CHECK_FALSE(author.saves("pack {", &said));
    CHECK_FALSE(author.pack.get());
    REQUIRE(author.saves(pack_worth("80.0")));
    CHECK(author.target() == "80.0");
    const auto held = author.pack.get();

    CHECK_FALSE(author.saves(pack_worth("many"), &said));
    CHECK(said.find("KH-R") != std::string::npos);
    CHECK(author.target() == "80.0");

    author.folder.write("tests/a.csv", "县区,规则,给定,得分\n甲县,a,80,10\n");
    REQUIRE(author.saves(pack_worth("80.0")));
    CHECK_FALSE(author.saves(pack_worth("85.0"), &said));  // 80 is no longer worth 10
    CHECK(said.find("KH-V003") != std::string::npos);
    CHECK(said.find("得分应为 10，实际是 0") != std::string::npos);
    CHECK(author.target() == "80.0");

    author.folder.write("tests/a.csv", "县区,规则,给定,得分\n甲县,a,85,10\n");
    REQUIRE(author.saves(pack_worth("85.0")));
    CHECK(author.target() == "85.0");
    CHECK(held->targets[0][0]->value_text() == "80.0");  // who holds the old one keeps it
}

TEST_CASE("evaluations go on while packs are replaced") {
    Author author;
    REQUIRE(author.saves(pack_worth("80.0")));
    std::atomic<bool> done = false;
    std::atomic<int> odd = 0, seen = 0;
    std::thread reader([&] {
        while (!done) {
            const auto plan = author.pack.get();
            const std::string target = plan->targets[0][0]->value_text();
            if (target != "80.0" && target != "81.0") ++odd;
            ++seen;
        }
    });
    for (int i = 0; i < 20; ++i) CHECK(author.saves(pack_worth(i % 2 == 0 ? "81.0" : "80.0")));
    done = true;
    reader.join();
    CHECK(odd == 0);
    CHECK(seen > 0);
}
