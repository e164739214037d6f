#include "kaohe/tables/rows.h"

#include <algorithm>

#include "kaohe/base/text.h"

namespace kaohe::tables {
namespace {

constexpr std::size_t kFindingsOfAKind = 1000;

// The largest whole number up to which every coefficient from 0 on is in range, whatever its scale; -1: none surely.
std::int64_t surely_in_range(const model::ColumnSpec& column) {
    constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();
    if (column.type != model::ValueType::Number || column.unit == "%" || (column.min && *column.min > num::Decimal(0))) return -1;
    if (!column.max) return kAll;
    return column.max->scale() == 0 ? static_cast<std::int64_t>(std::clamp<num::Int128>(column.max->coefficient(), -1, kAll)) : -1;
}

bool in_range(const model::ColumnSpec& column, const SmallDecimal& number) {
    const num::Decimal value(num::Int128{number.coefficient}, number.scale);
    return (!column.min || value >= *column.min) && (!column.max || value <= *column.max);
}

// 0.857 in a column of percentages: 85.7% or 0.857%? With its sign it is clear.
bool is_ambiguous_share(const std::string& unit, const SmallDecimal& number) {
    return unit.empty() && number.coefficient > 0 && num::Int128{number.coefficient} < num::power_of_ten(number.scale);
}

// "1.2万吨": a unit, or 万 or 亿 times one or none.
struct OwnUnit {
    num::Ratio times = num::Ratio(1);
    std::string unit;
};
std::optional<OwnUnit> own_unit(const rules::Plan& plan, const std::string& written) {
    if (plan.known_unit(written)) return OwnUnit{.unit = written};
    for (const auto& [word, times] : {std::pair<std::string_view, std::int64_t>{"万", 10'000}, {"亿", 100'000'000}}) {
        if (!written.starts_with(word)) continue;
        std::string rest = written.substr(word.size());
        if (rest.empty() || plan.known_unit(rest)) return OwnUnit{num::Ratio(times), std::move(rest)};
    }
    return std::nullopt;
}

constexpr std::int64_t kDays1904 = 1462;  // from 1899-12-30 to 1904-01-01, the first days of the two systems of day numbers

// A month that a spreadsheet shortened: 2021.10 is stored as 2021.1.
bool may_be_october(const io::Cell& cell) { return cell.kind == io::CellKind::Number && cell.text.size() == 6 && cell.text.ends_with(".1"); }

std::size_t first_filled(std::span<const io::Cell> cells) {
    for (std::size_t at = 0; at < cells.size(); ++at)
        if (!trim(cells[at].text).empty()) return at;
    return cells.size();
}

std::string_view text_at(std::span<const io::Cell> cells, std::size_t at) { return at < cells.size() ? trim(cells[at].text) : std::string_view{}; }

}  // namespace

RegionIndex::RegionIndex(const rules::Plan& plan) {
    names_.reserve(plan.regions.size() * 4);
    const auto add = [&](const std::string& name, std::size_t region) {
        if (name.empty()) return;
        names_.emplace(name, region);
        if (std::string folded = fold(name); folded != name) names_.emplace(std::move(folded), region);
    };
    std::vector<std::string> short_forms;
    std::unordered_map<std::string, std::size_t> shorter;  // how many regions each short form would name
    for (const auto& region : plan.regions) ++shorter[short_forms.emplace_back(without_level(fold(region.name)))];
    for (std::size_t i = 0; i < plan.regions.size(); ++i) {
        add(plan.regions[i].name, i);
        add(plan.regions[i].code, i);
        for (const auto& alias : plan.regions[i].aliases) add(alias, i);
    }
    for (std::size_t i = 0; i < plan.regions.size(); ++i) {
        const std::string& short_form = short_forms[i];
        if (shorter[short_form] == 1) add(short_form, i);
        if (plan.regions[i].kind != model::Region::Kind::City) continue;
        city_names_ = {fold(plan.regions[i].name), short_form};
        for (const auto& word : plan.dictionary.words.city_itself) add(word, i);
    }
    if (std::count_if(plan.regions.begin(), plan.regions.end(), [](const auto& region) { return region.kind == model::Region::Kind::City; }) > 1)
        city_names_.clear();
}

// 利通区 -> 利通; a name of one character is kept whole (城区).
std::string RegionIndex::without_level(const std::string& name) {
    for (std::string_view level : {"自治县", "自治旗", "县", "区", "市", "旗"})
        if (name.ends_with(level) && name.size() >= level.size() + 2 * std::string_view("县").size()) return name.substr(0, name.size() - level.size());
    return name;
}

std::optional<std::size_t> RegionIndex::find(std::string_view text) const {
    if (auto it = names_.find(text); it != names_.end()) return it->second;
    const std::string folded = fold(text);
    if (auto it = names_.find(folded); it != names_.end()) return it->second;
    // 吴忠市利通区, 宁夏回族自治区吴忠市利通区: the province and the city in front say nothing new.
    for (const std::string& city : city_names_) {
        const std::size_t at = folded.find(city);
        if (at == std::string::npos || city.empty()) continue;
        const std::string_view before = std::string_view(folded).substr(0, at), rest = std::string_view(folded).substr(at + city.size());
        if (!before.empty() && !before.ends_with("省") && !before.ends_with("自治区") && !before.ends_with("市")) continue;
        if (rest.empty()) return names_.find(city)->second;
        if (auto it = names_.find(rest); it != names_.end()) return it->second;
    }
    return std::nullopt;
}

std::optional<std::size_t> RegionGuess::find(std::string_view text) {
    if (text.empty()) return std::nullopt;  // so are codes that a pack does not give
    const std::size_t next = last_ + 1 < regions_->size() ? last_ + 1 : 0;
    for (const std::size_t guess : {next, last_})
        if ((*regions_)[guess].code == text || (*regions_)[guess].name == text) return last_ = guess;
    const auto found = index_->find(text);
    if (found) last_ = *found;
    return found;
}

void mark_bad(model::Dataset& data, std::size_t table, std::size_t region, const std::string& reason) {
    data.bad[table].try_emplace(region, reason);
}

void report(Import& import, std::uint32_t input, Diagnostic diagnostic) {
    auto& seen = import.repeated[input][std::string(diagnostic.id())];
    if (++seen <= kFindingsOfAKind) import.data.findings.add(std::move(diagnostic));
}

Place place_of(const Import& import, std::uint32_t input, const io::Sheet& sheet, std::uint32_t row, std::size_t column) {
    Place out{.file = import.data.inputs[input].name, .sheet = sheet.name};
    if (sheet.lines) {
        out.line = static_cast<int>(row);
        out.column = static_cast<int>(column + 1);
    } else {
        out.cell = cell_name(column, row);
    }
    return out;
}

bool is_blank_row(std::span<const io::Cell> cells) {
    const auto is_plain = [](char c) { return c > ' ' && c < 0x7F; };
    if (!cells.empty() && !cells[0].text.empty() && is_plain(cells[0].text[0])) return false;
    return std::all_of(cells.begin(), cells.end(), [](const io::Cell& cell) {
        return cell.kind != io::CellKind::Error && (cell.text.empty() || trim(cell.text).empty());
    });
}

RowReader::RowReader(Import& import, const OpenSheet& sheet, model::Table& table, Mode mode, RegionGuess guess, std::size_t rows)
    : import_(import), sheet_(sheet), spec_(*sheet.spec), table_(table), outside_(table.outside[sheet.index]), mode_(mode),
      guess_(std::move(guess)), values_(spec_.columns.size()), own_units_(spec_.columns.size()), first_row_(table.rows()) {
    const bool many = rows > table.rows();  // room for many is made once; a few more come by and by
    rows += table.rows();
    if (many) table.row_regions.reserve(rows);
    std::size_t first_number = sheet.column_of_cell.size();
    for (std::size_t i = 0; i < spec_.columns.size(); ++i) {
        if (sheet.cell_of_column[i] < 0) continue;
        const model::ColumnSpec& spec = spec_.columns[i];
        const auto cell = static_cast<std::size_t>(sheet.cell_of_column[i]);
        const bool name = spec.type != model::ValueType::Number && spec.type != model::ValueType::Flag;
        if (!name) first_number = std::min(first_number, cell);
        if (name && (i == 0 || spec.required) && !sheet.sheet.lines) carried_.push_back(cell);
        if (i == 0) continue;
        const auto& factor = sheet.factor_of_cell[cell];
        readings_.push_back({&spec, i, cell, factor || sheet.unit_cell >= 0 ? -1 : surely_in_range(spec), factor});
        if (!spec.needs.empty()) needing_.push_back(readings_.back());
        if (many) table.columns[i].reserve(rows);
        while (table.columns[i].size() < table.rows()) table.columns[i].append_missing();  // not in the sheets before
    }
    above_.resize(carried_.size());
    asks_more_ = std::any_of(readings_.begin(), readings_.end(), [&](const Reading& reading) {
        return reading.spec->required && std::find(spec_.key.begin(), spec_.key.end(), reading.column) == spec_.key.end();
    }) && !spec_.key.empty();
    for (std::size_t at = 0; at < first_number; ++at) {
        const int column = sheet.column_of_cell[at];
        const bool text = column < 0 || spec_.columns[static_cast<std::size_t>(column)].type == model::ValueType::Text;
        if (text && static_cast<int>(at) != sheet.cell_of_column[0]) labels_.push_back(at);
    }
    prepare_plain_rows();
}

// --- rows that are no data

bool RowReader::is_total_word(std::string_view text) const {
    const auto& words = import_.plan.dictionary.words;
    const std::string folded = fold(text);
    return model::is_one_of(words.total, folded) || model::is_one_of(words.average, folded);
}

bool RowReader::is_total(std::span<const io::Cell> cells, const std::vector<std::size_t>& labels) {
    constexpr std::size_t kRemembered = 4096;
    for (const std::size_t label : labels) {
        const std::string_view text = text_at(cells, label);
        if (text.empty() || plain_labels_.find_next(text) != model::kMissing) continue;
        if (is_total_word(text)) return true;
        if (plain_labels_.size() < kRemembered) plain_labels_.intern(text);
    }
    return false;
}

// 注：…, 填表人：…, and the lines that follow a remark; never a row with a number where numbers stand.
bool RowReader::is_remark(std::span<const io::Cell> cells) const {
    const auto& words = import_.plan.dictionary.words;
    const std::string first = fold(text_at(cells, first_filled(cells)));
    const bool begins = std::any_of(words.remark.begin(), words.remark.end(), [&](const std::string& word) { return first.starts_with(word); });
    const auto filled = std::count_if(cells.begin(), cells.end(), [](const io::Cell& cell) { return !trim(cell.text).empty(); });
    if (!begins && !(remarks_ && filled == 1)) return false;
    return std::none_of(readings_.begin(), readings_.end(), [&](const Reading& reading) {
        return reading.spec->type == model::ValueType::Number && parse_number(text_at(cells, reading.cell), words).kind == NumberText::Value;
    });
}

bool RowReader::is_header_again(std::span<const io::Cell> cells) const {
    std::size_t same = 0;
    for (std::size_t at = 0; at < cells.size(); ++at) {
        const std::string text = fold(cells[at].text);
        if (text.empty()) continue;
        if (at >= sheet_.header_texts.size() || sheet_.header_texts[at] != text) return false;
        ++same;
    }
    return same >= 2;
}

RowReader::RowKind RowReader::kind_of(std::uint32_t row, std::span<const io::Cell> cells) {
    const int region_cell = sheet_.cell_of_column[0];
    const std::string_view region = region_cell >= 0 ? text_at(cells, static_cast<std::size_t>(region_cell)) : std::string_view{};
    const bool known = !region.empty() && guess_.find(region);
    if (is_total(cells, labels_) || (!known && !region.empty() && is_total_word(region))) {
        if (mode_ == Mode::Ahead)
            clean_ = false;
        else
            totals_.emplace_back(row, cells);
        return RowKind::Left;
    }
    if (known) return RowKind::Data;
    const std::size_t first = first_filled(cells);
    if (first == cells.size()) return RowKind::Data;  // a row of errors
    const bool digit = cells[first].text.front() >= '0' && cells[first].text.front() <= '9';
    if (digit && !remarks_) return RowKind::Data;
    const Place place = place_of(import_, sheet_.input, sheet_.sheet, row, first);
    const auto leave = [&](Code code, const auto&... args) {
        if (mode_ == Mode::Ahead)
            clean_ = false;
        else
            report(import_, sheet_.input, diagnose(code, place, args...));
    };
    if (is_header_again(cells)) return leave(Code::HeaderRepeated), RowKind::Left;
    if (HeaderReader(spec_, import_.plan).looks_like_header(cells)) {
        leave(Code::SecondTable, text_at(cells, first));
        return RowKind::SecondTable;
    }
    if (!is_remark(cells)) return RowKind::Data;
    if (!remarks_) leave(Code::RemarkRow, text_at(cells, first));
    remarks_ = true;
    return RowKind::Left;
}

// --- 合计

void RowReader::check_totals() {
    const auto& words = import_.plan.dictionary.words.average;
    std::vector<io::Cell> cells;
    std::vector<const KeptRow*> sums;
    for (const KeptRow& total : totals_) {
        total.view(cells);
        if (std::none_of(cells.begin(), cells.end(), [&](const io::Cell& cell) { return model::is_one_of(words, fold(cell.text)); }))
            sums.push_back(&total);
    }
    if (sheet_.header_bad || left_out_ > 0) return;  // there are rows that a sum may hold and the table has not
    for (std::size_t i = 0; i < sums.size(); ++i) {
        sums[i]->view(cells);
        const std::uint32_t before = i > 0 ? sums[i - 1]->row : 0, next = i + 1 < sums.size() ? sums[i + 1]->row : UINT32_MAX;
        for (const Reading& reading : readings_)
            if (reading.spec->sum) check_sum(sums[i]->row, before, next, reading, cells);
    }
}

// A 小计 sums the rows since the last one or, above them, to the next; a 合计 all rows, or all of one county's.
void RowReader::check_sum(std::uint32_t row, std::uint32_t before, std::uint32_t next, const Reading& reading, std::span<const io::Cell> cells) {
    const NumberCell written = parse_number(text_at(cells, reading.cell), import_.plan.dictionary.words);
    if (written.kind != NumberText::Value) return;
    const auto total = times(written.number, reading.factor.value_or(num::Ratio(1)));
    if (!total) return;
    const num::Ratio value = num::Decimal(num::Int128{total->coefficient}, total->scale);
    const int region_cell = sheet_.cell_of_column[0];
    const auto region = region_cell >= 0 ? guess_.find(text_at(cells, static_cast<std::size_t>(region_cell))) : std::nullopt;
    const model::TableColumn& column = table_.columns[reading.column];
    num::Ratio since(0), all(0), above(0), below(0), of_region(0);
    std::size_t rows_since = 0;
    std::set<std::size_t> regions;
    for (std::size_t at = first_row_; at < table_.rows(); ++at) {
        if (!column.has(at)) continue;
        const num::Ratio number = column.number(at);
        const std::uint32_t here = table_.sources[at].row;
        const auto region_here = static_cast<std::size_t>(table_.row_regions[at]);
        regions.insert(region_here);
        all = all + number;
        if (here < row) above = above + number;
        if (here > before && here < row) since = since + number, ++rows_since;
        if (here > row && here < next) below = below + number;
        if (region && region_here == *region) of_region = of_region + number;
    }
    if (value == since || value == all || value == above || value == below || (region && value == of_region)) return;
    const auto shown = since.exact_decimal();
    if (regions.empty())
        wrong(Code::TotalAlone, row, reading.cell, reading.spec->label);
    else
        wrong(Code::TotalMismatch, row, reading.cell, reading.spec->label, text_at(cells, reading.cell), rows_since,
              (shown ? shown->to_string() : since.to_string()) + (reading.factor ? reading.spec->unit : ""));
    if (regions.empty() && sheet_.owner) regions.insert(*sheet_.owner);
    for (const std::size_t r : regions) mark(r, to_string(place_of(import_, sheet_.input, sheet_.sheet, row, reading.cell)) + " 合计与明细不符");
}

// --- merged cells

void RowReader::on_merge(const io::Merge& merge) {
    if (merge.last_row > merge.first_row && merge.first_row > sheet_.header_rows.second) merges_.push_back(merge);
}

bool RowReader::waits(std::uint32_t row, std::span<const io::Cell> cells) {
    if (mode_ == Mode::Ahead) return false;
    bool blank = false;
    for (std::size_t k = 0; k < carried_.size(); ++k) {
        const std::string_view text = text_at(cells, carried_[k]);
        if (!text.empty())
            above_[k] = {row, std::string(text)};
        else if (static_cast<int>(carried_[k]) != sheet_.cell_of_column[0] || !(sheet_.info.region || import_.options.region))
            blank = blank || above_[k].first != 0;
    }
    if (blank) waiting_.push_back({KeptRow(row, cells), above_});
    return blank;
}

void RowReader::read_waiting() {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> reach;  // first column and row of a merged range -> its last row
    for (const auto& merge : merges_) {
        auto& last = reach[{merge.first_column, merge.first_row}];
        last = std::max(last, merge.last_row);
    }
    std::vector<io::Cell> cells;
    for (Waiting& waiting : std::exchange(waiting_, {})) {
        waiting.row.cells.resize(std::max(waiting.row.cells.size(), sheet_.column_of_cell.size()));
        for (std::size_t k = 0; k < carried_.size(); ++k) {
            auto& [kind, text] = waiting.row.cells[carried_[k]];
            const auto it = reach.find({static_cast<std::uint32_t>(carried_[k]), waiting.above[k].first});
            if (trim(text).empty() && it != reach.end() && it->second >= waiting.row.row) kind = io::CellKind::Text, text = waiting.above[k].second;
        }
        waiting.row.view(cells);
        take_row(waiting.row.row, cells);
    }
}

// A text merged over several rows counts for each of them. Of a number nobody knows what share each has.
void RowReader::settle_merges() {
    constexpr std::size_t kWork = 5'000'000;  // rows looked at; ranges of hostile files overlap
    std::map<std::uint32_t, std::size_t> at_row;
    if (!merges_.empty())
        for (std::size_t at = first_row_; at < table_.rows(); ++at) at_row.emplace(table_.sources[at].row, at);
    std::size_t work = 0;
    for (const auto& merge : merges_) {
        const auto anchor = at_row.find(merge.first_row);
        if (anchor == at_row.end() || merge.first_column >= sheet_.column_of_cell.size() || sheet_.column_of_cell[merge.first_column] < 1) continue;
        const auto index = static_cast<std::size_t>(sheet_.column_of_cell[merge.first_column]);
        const model::ColumnSpec& spec = spec_.columns[index];
        model::TableColumn& column = table_.columns[index];
        const std::int64_t value = column[anchor->second];
        if (value == model::kMissing) continue;
        const bool number = column.kind() == model::ColumnKind::Number || column.kind() == model::ColumnKind::Flag;
        if (number)
            wrong(Code::MergedValue, merge.first_row, merge.first_column, spec.label,
                  cell_name(merge.first_column, merge.first_row) + ":" + cell_name(merge.last_column, merge.last_row));
        for (auto it = number ? anchor : std::next(anchor); it != at_row.end() && it->first <= merge.last_row && ++work < kWork; ++it) {
            if (number)
                mark(static_cast<std::size_t>(table_.row_regions[it->second]), to_string(place_of(import_, sheet_.input, sheet_.sheet, merge.first_row, merge.first_column)) + " 数值跨行合并");
            else if (!column.has(it->second))
                column.set_raw(it->second, value);
        }
    }
}

void RowReader::finish() {
    read_waiting();
    settle_merges();
    check_totals();
}

// --- rows of data

std::optional<std::size_t> RowReader::region_of_row(std::uint32_t row, std::span<const io::Cell> cells) {
    int at = sheet_.cell_of_column[0];
    std::string_view text = at >= 0 ? text_at(cells, static_cast<std::size_t>(at)) : std::string_view{};
    if (text.empty() && sheet_.code_cell >= 0) {  // a code names the region as well
        at = sheet_.code_cell;
        text = text_at(cells, static_cast<std::size_t>(at));
    }
    if (text.empty()) {
        if (sheet_.info.region) return sheet_.info.region;
        if (import_.options.region) return import_.options.region;
        wrong(Code::RegionMissing, row, static_cast<std::size_t>(std::max(at, 0)), spec_.title);
        if (sheet_.owner) mark(*sheet_.owner, "没有写明县区");
        return std::nullopt;
    }
    const auto region = guess_.find(text);
    if (!region) {
        wrong(Code::RegionUnknown, row, static_cast<std::size_t>(at), text, suggestion(text, import_.plan.region_names()));
        if (sheet_.owner) mark(*sheet_.owner, "有不认识的县区名称");
    } else if (sheet_.info.region && *sheet_.info.region != *region) {
        wrong(Code::InfoConflict, row, static_cast<std::size_t>(at), "县区", sheet_.info.region_text, "本行", text);
        mark(*sheet_.info.region, "填报信息与表中的县区不一致");
    }
    return region;
}

bool RowReader::read(std::uint32_t row, std::span<const io::Cell> cells) {
    if (take_plain_row(row, cells)) return clean_;
    if (is_blank_row(cells)) return true;
    switch (kind_of(row, cells)) {
        case RowKind::SecondTable:
            mark_sheet("一张工作表里有两张表");
            return false;
        case RowKind::Left: return clean_;
        case RowKind::Data: break;
    }
    if (!is_unfilled(cells) && !waits(row, cells)) take_row(row, cells);
    return clean_;
}

// A row of a form in which only what was printed stands: section and month, and nothing of what has to be filled in.
bool RowReader::is_unfilled(std::span<const io::Cell> cells) const {
    if (!asks_more_) return false;
    return std::all_of(readings_.begin(), readings_.end(), [&](const Reading& reading) {
        return std::find(spec_.key.begin(), spec_.key.end(), reading.column) != spec_.key.end() || text_at(cells, reading.cell).empty();
    });
}

// Everybody with rows in this sheet, and its owner: what else stands in it is not known.
void RowReader::mark_sheet(const std::string& reason) {
    for (std::size_t at = first_row_; at < table_.rows(); ++at) mark(static_cast<std::size_t>(table_.row_regions[at]), reason);
    if (sheet_.owner) mark(*sheet_.owner, reason);
}

void RowReader::take_row(std::uint32_t row, std::span<const io::Cell> cells) {
    static const io::Cell blank;
    if (has_own_units_) {  // of the row before
        for (auto& unit : own_units_) unit.clear();
        has_own_units_ = false;
    }
    if (extra_unit_) values_[*extra_unit_] = {};  // likewise, when that row was not taken
    extra_unit_.reset();
    const auto region = region_of_row(row, cells);
    bool good = !sheet_.header_bad && (!region || check_code(*region, row, cells));
    for (const Reading& reading : readings_) {
        const io::Cell& cell = reading.cell < cells.size() ? cells[reading.cell] : blank;
        Parsed& value = values_[reading.column];
        SmallDecimal number;
        if (cell.kind != io::CellKind::Error && cell.kind != io::CellKind::Percent && parse_digits(cell.text, number) && number.coefficient <= reading.surely_in_range) {
            value.value = number.coefficient;
            value.scale = number.scale;
            continue;
        }
        value = {};
        if (reading.spec->type == model::ValueType::Number && !cell.text.empty()) {
            own_units_[reading.column].clear();
            unit_factor_ = reading.factor;
            if (sheet_.unit_cell >= 0 && !take_row_unit(reading, row, cells)) good = false;
        }
        if (!parse_cell(reading, cell, value, row)) good = false;
    }
    // Cells behind the header of a text file, which the reader has reported: who knows which of the row is out of place.
    for (std::size_t i = sheet_.column_of_cell.size(); i < cells.size(); ++i)
        if (sheet_.sheet.lines && cells[i].kind == io::CellKind::Error) good = false;
    if (good && has_own_units_) good = settle_own_units(row);
    if (good && !spec_.limits.empty()) check_limits(row);
    if (!clean_) return;
    if (!region) {
        ++left_out_;
    } else if (!good) {
        ++left_out_;
        const auto here = [&] { return to_string(place_of(import_, sheet_.input, sheet_.sheet, row, 0)); };
        mark(*region, sheet_.header_bad ? "表头有误" : here() + " 填报有误");
    } else if (in_period(*region, row)) {
        check_needs(row);
        append(*region, row);
    } else {
        ++left_out_;
    }
}

bool RowReader::check_code(std::size_t region, std::uint32_t row, std::span<const io::Cell> cells) {
    if (sheet_.code_cell < 0) return true;
    const std::string_view code = text_at(cells, static_cast<std::size_t>(sheet_.code_cell));
    const model::Region& named = import_.plan.regions[region];
    if (code.empty() || named.code.empty() || is_blank_word(code, import_.plan.dictionary.words) || fold(code) == fold(named.code)) return true;
    return wrong(Code::RegionCode, row, static_cast<std::size_t>(sheet_.code_cell), code, named.name, named.code);
}

// --- units of rows and cells

// The unit that the row's own column says, for the columns whose header names none.
bool RowReader::take_row_unit(const Reading& reading, std::uint32_t row, std::span<const io::Cell> cells) {
    const model::ColumnSpec& column = *reading.spec;
    if (reading.factor || column.type != model::ValueType::Number || column.unit.empty() || column.unit == "%") return true;
    const auto at = static_cast<std::size_t>(sheet_.unit_cell);
    const std::string_view unit = text_at(cells, at);
    if (unit.empty() || is_blank_word(unit, import_.plan.dictionary.words) || import_.plan.same_unit(unit, column.unit)) return true;
    unit_factor_ = import_.plan.conversion(unit, column.unit);
    if (!unit_factor_) return wrong(Code::ValueUnit, row, at, unit, column.unit);
    return true;
}

// `number` in the column's unit, when what is behind it or its header says another one.
bool RowReader::to_column_unit(const Reading& reading, const std::string& written, std::string_view text, SmallDecimal& number, std::uint32_t row) {
    const model::ColumnSpec& column = *reading.spec;
    std::optional<num::Ratio> factor = unit_factor_;
    std::string from;
    if (!written.empty()) {
        const auto own = own_unit(import_.plan, written);
        if (!own) return wrong(Code::NumberSyntax, row, reading.cell, trim(text));
        factor = own->times;
        from = own->unit;
        if (!column.unit_from.empty()) {
            own_units_[reading.column] = own->unit;
            has_own_units_ = has_own_units_ || !own->unit.empty();
        } else if (!own->unit.empty() && !column.unit.empty()) {
            const auto conversion = import_.plan.conversion(own->unit, column.unit);
            if (!conversion) return wrong(Code::ValueUnit, row, reading.cell, own->unit, column.unit);
            factor = *factor * *conversion;
        }
    }
    if (!factor || *factor == num::Ratio(1)) return true;
    const auto converted = times(number, *factor);
    if (!converted) return wrong(Code::UnitInexact, row, reading.cell, trim(text), from, column.unit);
    number = *converted;
    return true;
}

// A value that brings its own unit ("85.7%", "Ⅲ类") fills the column of units, or must agree with it.
bool RowReader::settle_own_units(std::uint32_t row) {
    bool good = true;
    for (const Reading& reading : readings_) {
        const bool there = values_[reading.column].value != model::kMissing;
        const std::string& unit = own_units_[reading.column];
        const int other = unit.empty() || !there ? -1 : spec_.find(reading.spec->unit_from);
        if (other < 0) continue;
        Parsed& written = values_[static_cast<std::size_t>(other)];
        if (written.value == model::kMissing || sheet_.cell_of_column[static_cast<std::size_t>(other)] < 0) {
            written = {0, 0, unit};
            extra_unit_ = static_cast<std::size_t>(other);
            if (mode_ == Mode::Ahead) clean_ = false;  // the column may not be there
        } else if (!import_.plan.same_unit(written.text, unit)) {
            good = wrong(Code::ValueUnit, row, reading.cell, unit, written.text);
        }
    }
    return good;
}

// Said here with the cell; the methods refuse what they can't compute from.
void RowReader::check_limits(std::uint32_t row) {
    for (const auto& limit : spec_.limits) {
        const auto number = [&](std::size_t column) { return num::Ratio(num::Decimal(num::Int128{values_[column].value}, values_[column].scale)); };
        const auto is_there = [&](std::size_t column) { return sheet_.cell_of_column[column] >= 0 && values_[column].value != model::kMissing; };
        if (!is_there(limit.whole)) continue;
        num::Ratio sum(0);
        std::vector<std::string> labels;
        for (const std::size_t part : limit.parts)
            if (is_there(part)) sum = sum + number(part), labels.push_back(spec_.columns[part].label);
        if (labels.empty() || sum <= number(limit.whole)) continue;
        const auto shown = [](const num::Ratio& value) { return value.exact_decimal() ? value.exact_decimal()->to_string() : value.to_string(); };
        wrong(Code::NumeratorAbove, row, static_cast<std::size_t>(sheet_.cell_of_column[limit.parts.front()]),
                     fmt::format("{} {} 大于{} {}", join(labels, "、") + (labels.size() > 1 ? "之和" : ""), shown(sum),
                                 spec_.columns[limit.whole].label, shown(number(limit.whole))));
    }
}

// --- cells

NumberText RowReader::parse_below_cell(const Reading& reading, std::string_view text, SmallDecimal& out, std::uint32_t row) {
    if (reading.spec->below != model::ColumnSpec::Below::Half) return NumberText::Wrong;
    switch (parse_below(text, import_.plan.dictionary.words, out)) {
        case BelowText::Half:
            ++below_limit_;
            if (mode_ == Mode::Ahead) clean_ = false;  // they are counted, once
            return NumberText::Value;
        case BelowText::TooLong: return NumberText::TooLong;
        case BelowText::NoLimit: wrong(Code::BelowWithoutLimit, row, reading.cell, trim(text)); return NumberText::Reported;
        case BelowText::No: break;
    }
    return NumberText::Wrong;
}

bool RowReader::parse_number_cell(const Reading& reading, const io::Cell& cell, Parsed& out, std::uint32_t row) {
    const model::ColumnSpec& column = *reading.spec;
    const std::size_t at = reading.cell;
    const auto& words = import_.plan.dictionary.words;
    const std::string_view text = cell.text;
    NumberCell read = parse_number(text, words);
    if (cell.kind == io::CellKind::Percent && read.kind == NumberText::Value) {  // stored 0.857, seen as 85.7%
        const auto seen = times(read.number, num::Ratio(100));
        if (!seen) return wrong(Code::NumberRange, row, at, trim(text));
        read.number = *seen;
        read.unit = "%";
    }
    if (read.kind == NumberText::Wrong || read.kind == NumberText::Bound || !read.unit.empty()) {  // 0.01L has no unit L
        const NumberText below = parse_below_cell(reading, text, read.number, row);
        if (below != NumberText::Wrong) read = {below, read.number};
    }
    if (read.kind == NumberText::Wrong && !column.unit_from.empty())
        if (const auto grade = parse_class(text, words)) read = {NumberText::Value, {*grade, 0}, "类"};
    switch (read.kind) {
        case NumberText::Reported: return false;
        case NumberText::Blank:
            if (column.required) return wrong(Code::ValueMissing, row, at, column.label);
            return true;
        case NumberText::Wrong: return wrong(Code::NumberSyntax, row, at, trim(text));
        case NumberText::Bound: return wrong(Code::ValueBound, row, at, trim(text));
        case NumberText::TooLong: return wrong(Code::NumberRange, row, at, trim(text));
        case NumberText::Value: break;
    }
    if (!to_column_unit(reading, read.unit, text, read.number, row)) return false;
    if (!in_range(column, read.number))
        return wrong(Code::ValueRange, row, at, column.label, trim(text),
                     fmt::format("{} 与 {}", column.min ? column.min->to_string() : "-∞", column.max ? column.max->to_string() : "+∞"));
    if (column.unit == "%" && is_ambiguous_share(read.unit, read.number)) {
        const num::Decimal hundredfold(num::Int128{read.number.coefficient} * 100, read.number.scale);
        return wrong(Code::ValuePercent, row, at, trim(text), hundredfold.trimmed().to_string());
    }
    out.value = read.number.coefficient;
    out.scale = read.number.scale;
    return true;
}

bool RowReader::parse_choice(const Reading& reading, std::string_view text, Parsed& out, std::uint32_t row) {
    const auto& choices = reading.spec->choices;
    if (!choices.empty() && std::find(choices.begin(), choices.end(), text) == choices.end()) {
        const std::string folded = fold(text);
        const auto same = std::find_if(choices.begin(), choices.end(), [&](const std::string& choice) { return fold(choice) == folded; });
        if (same == choices.end()) return wrong(Code::ValueChoice, row, reading.cell, text, join(choices, "、"));
        text = *same;
    }
    out.text = text;
    out.value = 0;
    return true;
}

// Days, hours, months, years and deadlines.
bool RowReader::parse_day_cell(const Reading& reading, const io::Cell& cell, std::string_view text, Parsed& out, std::uint32_t row) {
    const auto& period = import_.options.period;
    const auto year = period.year() == model::calendar(period.last).year ? std::optional(period.year()) : std::nullopt;
    std::optional<std::int64_t> value;
    Code code = Code::ValueDate;
    switch (reading.spec->type) {
        case model::ValueType::Date:
            value = parse_date(text, year);
            if (value && sheet_.sheet.from_1904 && cell.kind == io::CellKind::Number) *value += kDays1904;
            if (value) last_day_text_ = text, last_day_ = *value;
            break;
        case model::ValueType::Hour:
            value = model::parse_hour(text);
            if (!value) value = model::parse_hour(narrow(text));
            code = Code::ValueHour;
            break;
        case model::ValueType::Deadline:
            if (is_open_ended(text, import_.plan.dictionary.words)) return true;
            if (!may_be_october(cell)) value = model::parse_deadline(narrow(text), period.year());
            if (!value && !may_be_october(cell)) value = parse_date(text, std::nullopt);
            break;
        case model::ValueType::Month:
            if (!may_be_october(cell)) value = parse_month(text, year);
            break;
        default: value = parse_year(text); break;
    }
    if (!value) return wrong(code, row, reading.cell, text);
    out.value = *value;
    return true;
}

bool RowReader::parse_cell(const Reading& reading, const io::Cell& cell, Parsed& out, std::uint32_t row) {
    const model::ColumnSpec& column = *reading.spec;
    const std::size_t at = reading.cell;
    if (cell.kind == io::CellKind::Error) return false;  // the reader has reported it
    std::string_view text = cell.text;
    if (text.empty()) {
        if (column.required) return wrong(Code::ValueMissing, row, at, column.label);
        return true;
    }
    if (column.type == model::ValueType::Number) return parse_number_cell(reading, cell, out, row);
    if (column.type == model::ValueType::Date && text == last_day_text_) {
        out.value = last_day_;
        return true;
    }
    const auto& words = import_.plan.dictionary.words;
    text = trim(text);
    const bool nothing = text.empty() || (column.type != model::ValueType::Text && is_blank_word(text, words));
    const bool no_choice = !column.choices.empty() && is_blank_word(text, words) && std::find(column.choices.begin(), column.choices.end(), text) == column.choices.end();
    if (nothing || no_choice) {
        if (column.required) return wrong(Code::ValueMissing, row, at, column.label);
        return true;
    }
    switch (column.type) {
        case model::ValueType::Flag: {
            const auto flag = parse_flag(text, words);
            if (!flag) return wrong(Code::ValueChoice, row, at, text, "是 或 否");
            out.value = *flag;
            return true;
        }
        case model::ValueType::Class: {
            const auto grade = parse_class(text, words);
            if (!grade) return wrong(Code::ValueClass, row, at, text);
            out.value = *grade;
            return true;
        }
        case model::ValueType::Text: return parse_choice(reading, text, out, row);
        default: return parse_day_cell(reading, cell, text, out, row);
    }
}

bool RowReader::in_period(std::size_t region, std::uint32_t row) {
    if (spec_.period_column < 0) return true;
    const auto& options = import_.options;
    const std::int64_t value = values_[static_cast<std::size_t>(spec_.period_column)].value;
    if (value == model::kMissing) return true;
    const model::ValueType type = spec_.columns[static_cast<std::size_t>(spec_.period_column)].type;
    const bool year = type == model::ValueType::Year, hour = type == model::ValueType::Hour;
    // An hour may be named by its beginning or its end: 00:00 also belongs to the day before.
    const model::Day day = hour ? model::day_of_hour(value) : value, other = hour ? model::day_of_hour(value - 1) : value;
    const bool inside = year ? value >= model::calendar(options.period.first).year && value <= model::calendar(options.period.last).year
                             : options.period.contains(day) || options.period.contains(other);
    ++outside_.rows;
    if (inside && !year && sheet_.info.filled && std::min(day, other) > *sheet_.info.filled) {
        const auto at = static_cast<std::size_t>(sheet_.cell_of_column[static_cast<std::size_t>(spec_.period_column)]);
        wrong(Code::AfterFilling, row, at, model::to_string(std::min(day, other)), model::to_string(*sheet_.info.filled));
        mark(region, to_string(place_of(import_, sheet_.input, sheet_.sheet, row, at)) + " 日期晚于填报日期");
        return false;
    }
    if (!inside) {
        ++outside_.outside;
        return false;
    }
    if (!year && std::min(day, other) > options.as_of) {
        ++outside_.after;
        return false;
    }
    return true;
}

void RowReader::check_needs(std::uint32_t row) {
    for (const Reading& reading : needing_) {
        const auto& column = *reading.spec;
        if (values_[reading.column].value != 1) continue;
        const int other = spec_.find(column.needs);
        if (other >= 0 && values_[static_cast<std::size_t>(other)].value == model::kMissing)
            wrong(Code::NeedsReference, row, reading.cell, column.label, "是",
                  spec_.columns[static_cast<std::size_t>(other)].label);
    }
}

void RowReader::append(std::size_t region, std::uint32_t row) {
    if (extra_unit_) {  // a column of units that the sheet itself has not
        model::TableColumn& column = table_.columns[*extra_unit_];
        if (sheet_.cell_of_column[*extra_unit_] < 0) {
            while (column.size() < table_.rows()) column.append_missing();
            column.append_text(values_[*extra_unit_].text);
        }
    }
    for (const Reading& reading : readings_) {  // the columns that the sheet has not get their gaps in the end
        model::TableColumn& column = table_.columns[reading.column];
        const Parsed& parsed = values_[reading.column];
        if (parsed.value == model::kMissing)
            column.append_missing();
        else if (column.kind() == model::ColumnKind::Text)
            column.append_text(parsed.text);
        else if (column.kind() != model::ColumnKind::Number)
            column.append_raw(parsed.value);
        else if (!column.append_number(parsed.value, parsed.scale)) {
            wrong(Code::NumberRange, row, reading.cell, parsed.value);
            column.append_missing();
            mark(region, to_string(place_of(import_, sheet_.input, sheet_.sheet, row, 0)) + " 数值过长");
        }
    }
    add_row(region, row);
}

void RowReader::add_row(std::size_t region, std::uint32_t row) {
    table_.sources.push_back({static_cast<std::uint32_t>(sheet_.index), row});
    table_.row_regions.push_back(static_cast<std::int64_t>(region));
}

RowsAhead::RowsAhead(Import& import, const OpenSheet& sheet, const RegionGuess& guess, std::size_t rows)
    : import_(import), sheet_(sheet), table_(*sheet.spec), reader_(import, sheet, table_, RowReader::Mode::Ahead, guess, rows) {}

}  // namespace kaohe::tables
