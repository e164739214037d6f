// How columns and the origin of rows are kept, against plain vectors; rapidcheck prints the seed.
#include <rapidcheck.h>

#include "kaohe/model/table.h"
#include "support/catch.h"

using namespace kaohe::model;

namespace {

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();

// Of any size, and now and then none.
std::int64_t any_value() {
    if (*rc::gen::inRange(0, 8) == 0) return kMissing;
    const auto value = *rc::gen::arbitrary<std::int64_t>() >> *rc::gen::inRange(0, 64);
    return value == kMissing ? 0 : value;
}

}  // namespace

TEST_CASE("a value is kept in as few bytes as hold it, and no value is taken for a gap") {
    // The largest and least of 2, 4 and 8 bytes, and those beside them. What marks a gap in 2 or 4 bytes is a value in more.
    const std::vector<std::int64_t> edges = {0,          32767,       -32767,      -32768,           32768,
                                             2147483647, -2147483647, -2147483648, 2147483648, kLargest, -kLargest};
    PackedValues all;
    std::vector<std::int64_t> expected;
    for (const std::int64_t edge : edges) {
        PackedValues alone;
        alone.push_back(kMissing);
        alone.push_back(edge);
        CHECK(alone[0] == kMissing);
        CHECK(alone[1] == edge);
        all.push_back(edge);
        all.push_back(kMissing);
        expected.insert(expected.end(), {edge, kMissing});
        for (std::size_t i = 0; i < expected.size(); ++i) CHECK(all[i] == expected[i]);  // those before are what they were
    }
    std::vector<std::int64_t> copied(3);
    all.copy(2, 5, copied.data());
    CHECK(copied == std::vector<std::int64_t>{32767, kMissing, -32767});
}

TEST_CASE("packed values do what a vector of 64-bit values does") {
    CHECK(rc::check("push, set, append, cut off, take in another order", [] {
        PackedValues packed;
        std::vector<std::int64_t> plain;
        const int steps = *rc::gen::inRange(1, 40);
        for (int step = 0; step < steps; ++step) {
            const int what = *rc::gen::inRange(0, 6);
            if (what == 0 && !plain.empty()) {
                const auto at = *rc::gen::inRange<std::size_t>(0, plain.size());
                packed.set(at, plain[at] = any_value());
            } else if (what == 1) {
                PackedValues more;
                for (int i = *rc::gen::inRange(0, 5); i > 0; --i) more.push_back(plain.emplace_back(any_value()));
                packed.append(more);
            } else if (what == 2) {
                plain.resize(*rc::gen::inRange<std::size_t>(0, plain.size() + 1));
                packed.truncate(plain.size());
            } else if (what == 3 && !plain.empty()) {
                const auto order = *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange<std::uint32_t>(0, static_cast<std::uint32_t>(plain.size())));
                std::vector<std::int64_t> taken;
                for (const auto at : order) taken.push_back(plain[at]);
                packed = packed.at(order);
                plain = taken;
            } else {
                packed.push_back(plain.emplace_back(any_value()));
            }
        }
        RC_ASSERT(packed.size() == plain.size());
        std::vector<std::int64_t> copied(plain.size());
        packed.copy(0, plain.size(), copied.data());
        RC_ASSERT(copied == plain);
        for (std::size_t i = 0; i < plain.size(); ++i) RC_ASSERT(packed[i] == plain[i]);
    }));
}

TEST_CASE("a row's sheet and line are known again, however rows came") {
    RowSources sources;
    const std::vector<std::pair<std::uint32_t, std::uint32_t>> rows = {{0, 2}, {0, 3}, {0, 5}, {1, 6}, {1, 7}, {0, 8}, {0, 7}, {0, 7}};
    for (const auto& [sheet, row] : rows) sources.push_back({sheet, row});
    RowSources behind;
    behind.push_back({0, 1});  // line 108 of the whole
    behind.push_back({0, 2});
    sources.append(behind, 107);
    REQUIRE(sources.size() == 10);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CHECK(sources[i].sheet == rows[i].first);
        CHECK(sources[i].row == rows[i].second);
    }
    CHECK(sources[8].row == 108);
    CHECK(sources[9].row == 109);
    CHECK(rc::check("pieces of any rows, one behind the other", [] {
        RowSources all;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> plain;
        for (int piece = *rc::gen::inRange(0, 6); piece > 0; --piece) {
            RowSources more;
            const auto offset = *rc::gen::inRange<std::uint32_t>(0, 3);
            std::uint32_t row = *rc::gen::inRange<std::uint32_t>(1, 4);
            for (int i = *rc::gen::inRange(0, 6); i > 0; --i, row += *rc::gen::inRange<std::uint32_t>(1, 3)) {
                const auto sheet = *rc::gen::inRange<std::uint32_t>(0, 2);
                more.push_back({sheet, row});
                plain.emplace_back(sheet, row + offset);
            }
            all.append(more, offset);
        }
        RC_ASSERT(all.size() == plain.size());
        for (std::size_t i = 0; i < plain.size(); ++i) RC_ASSERT((all[i].sheet == plain[i].first && all[i].row == plain[i].second));
    }));
}
