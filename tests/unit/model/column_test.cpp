#include "kaohe/model/column.h"

#include "columns.h"

using namespace kaohe::model;
using namespace kaohe::testing;

namespace {
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
}

TEST_CASE("a column takes the most decimals that any of its numbers has") {
    Column column;
    REQUIRE(column.append_number(33, 0));
    column.append_missing();
    REQUIRE(column.append_number(125, 2));
    REQUIRE(column.append_number(7, 1));
    CHECK(column.scale() == 2);
    const auto view = column.view();
    CHECK(view.text(0) == "33.00");
    CHECK(view.text(1).empty());
    CHECK(view.text(2) == "1.25");
    CHECK(view.text(3) == "0.70");
    CHECK(view.number(3) == kaohe::num::Ratio(7, 10));
}

TEST_CASE("a number that does not fit the common scale is refused and nothing changes") {
    Column column;
    REQUIRE(column.append_number(kMost, 0));
    CHECK_FALSE(column.append_number(1, 1));  // the first value would need ten times the room
    CHECK(column.size() == 1);
    CHECK(column.scale() == 0);
    CHECK(column.view().values[0] == kMost);

    Column fine;
    REQUIRE(fine.append_number(1, 18));
    CHECK_FALSE(fine.append_number(10, 0));  // 10 at 18 decimals leaves 64 bits
    CHECK(fine.append_number(9, 0));
    CHECK(fine.append_number(-9, 0));
    CHECK_FALSE(fine.append_number(1, 19));
    CHECK(fine.size() == 3);
}

TEST_CASE("no number is ever taken for a gap") {
    Column column;
    CHECK_FALSE(column.append_number(kMissing, 0));
    CHECK(column.append_number(-kMost, 0));
    CHECK(column.size() == 1);
    Column tenth;
    REQUIRE(tenth.append_number(1, 1));
    // -922337203685477580.8 × 10 is exactly the mark of a gap
    CHECK_FALSE(tenth.append_number(-922337203685477581, 0));
    CHECK(tenth.size() == 1);
}

TEST_CASE("each text is kept once, and known again") {
    Column column(ColumnKind::Text);
    for (auto text : {"利通区", "盐池县", "利通区"}) column.append_text(text);
    const auto view = column.view();
    CHECK(view.values[0] == view.values[2]);
    CHECK(view.values[0] != view.values[1]);
    CHECK(view.text(1) == "盐池县");
    CHECK(view.texts->find("盐池县") == view.values[1]);
    CHECK(view.texts->find("同心县") == kMissing);
}

TEST_CASE("days and flags are written as people read them") {
    CHECK(cells(days({"2021-03-05", ""})) == Cells{"2021-03-05", ""});
    CHECK(flags({"1", "0"}).view().text(0) == "是");
    CHECK(flags({"1", "0"}).view().text(1) == "否");
}

TEST_CASE("a view is a stretch of rows, and rows can be put in order") {
    Column column = numbers({"1", "2", "", "4"});
    CHECK(column.view(1, 3).size() == 2);
    CHECK(column.view(1, 3).text(0) == "2");
    CHECK(column.view(2, 2).size() == 0);
}

namespace {

// The values of a table's column, "" for a gap.
Cells table_cells(const TableColumn& column) {
    Cells out;
    for (std::size_t row = 0; row < column.size(); ++row) out.push_back(column.text(row));
    return out;
}

}  // namespace

TEST_CASE("the rows of a table can be put in order, cut off and changed") {
    TableColumn column;
    for (const int value : {1, 2}) REQUIRE(column.append_number(value, 0));
    column.append_missing();
    REQUIRE(column.append_number(4, 0));
    column.reorder(std::vector<std::uint32_t>{3, 2, 0, 1});
    CHECK(table_cells(column) == Cells{"4", "", "1", "2"});
    REQUIRE(column.replace_number(1, 25, 1));  // and with it the whole column gets a decimal
    CHECK(table_cells(column) == Cells{"4.0", "2.5", "1.0", "2.0"});
    column.truncate(2);
    CHECK(table_cells(column) == Cells{"4.0", "2.5"});
}
