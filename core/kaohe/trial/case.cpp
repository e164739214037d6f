#include "kaohe/trial/case.h"

#include <algorithm>
#include <array>

#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/lua/state.h"
#include "kaohe/rules/schema.h"
#include "kaohe/rules/side_table.h"

namespace kaohe::trial {
namespace {

namespace fs = std::filesystem;

struct FactName {
    Fact fact;
    std::string_view id, word;
};
constexpr std::array kFacts = {
    FactName{Fact::Status, "status", "状态"},     FactName{Fact::Actual, "actual", "完成值"}, FactName{Fact::Points, "points", "得分"},
    FactName{Fact::Most, "most", "最多可得"},     FactName{Fact::Possible, "possible", "参评分值"}, FactName{Fact::Gap, "gap", "差值"},         FactName{Fact::Target, "target", "目标值"},
    FactName{Fact::Clause, "clause", "条款"},     FactName{Fact::Total, "total", "总分"},   FactName{Fact::Grade, "grade", "等次"},
};

// What the other columns of a table may be headed.
enum class Heading { Name, Region, Subject, Given, Data, AsOf, Source };
struct HeadingName {
    Heading heading;
    std::vector<std::string> names;  // the first is the one that the program writes
};
const std::vector<HeadingName>& headings() {
    static const std::vector<HeadingName> all = {
        {Heading::Name, {"名称", "name", "测试"}},        {Heading::Region, {"县区", "region", "county"}},
        {Heading::Subject, {"规则", "rule", "指标", "indicator"}}, {Heading::Given, {"给定", "given"}},
        {Heading::Data, {"数据", "data"}},                {Heading::AsOf, {"截止", "as_of"}},
        {Heading::Source, {"出处", "source", "说明"}},
    };
    return all;
}

bool is_table(const fs::path& file) { return file.extension() == ".csv" || file.extension() == ".tsv" || file.extension() == ".xlsx"; }

// The parts between semicolons, full-width ones and line breaks included.
std::vector<std::string> parts_of(std::string_view text) {
    std::string plain(text);
    for (const std::string_view separator : {"；", "\n"})
        for (std::size_t at; (at = plain.find(separator)) != std::string::npos;) plain.replace(at, separator.size(), ";");
    std::vector<std::string> out;
    for (const auto& part : split(plain, ';'))
        if (!trim(part).empty()) out.emplace_back(trim(part));
    return out;
}

// The paths of data that a test names: inside its own folder, and there.
void add_data(Case& test, const fs::path& folder, const std::string& name, Diagnostics& findings) {
    const fs::path path = folder / name;
    std::error_code error;
    if (name.find("..") != std::string::npos || fs::path(name).is_absolute())
        findings.add(Code::CaseCell, test.place, test.name, fmt::format("数据“{}”不在 tests 文件夹里", name));
    else if (!fs::exists(path, error))
        findings.add(Code::CaseCell, test.place, test.name, fmt::format("没有数据“{}”", display_path(path)));
    else
        test.data.push_back(path);
}

bool has_expectation(const Case& test, Diagnostics& findings) {
    if (test.expected.empty()) findings.add(Code::CaseCell, test.place, test.name, "没有写应有的结果：状态、得分、总分等至少写一项");
    return !test.expected.empty();
}

class TableReader {
  public:
    TableReader(const fs::path& folder, std::string file, Diagnostics& findings) : folder_(folder), file_(std::move(file)), findings_(findings) {}

    // The meaning of each column. False when the table can't be read as one of tests.
    bool take_header(const rules::SideTable& table) {
        std::vector<std::string> known;
        for (const auto& heading : headings()) known.insert(known.end(), heading.names.begin(), heading.names.end());
        for (const auto& fact : kFacts) known.insert(known.end(), {std::string(fact.word), std::string(fact.id)});
        bool right = true;
        for (const auto& title : table.header) {
            if (title.empty() || std::find(known.begin(), known.end(), title) != known.end()) continue;
            findings_.add(Code::CaseTable, Place{.file = file_}, fmt::format("不认识的列“{}”{}；可用的列：{}", title, suggestion(title, known), join(table_header(), "、")));
            right = false;
        }
        for (const Heading needed : {Heading::Region}) {
            if (column(table, needed) >= 0) continue;
            findings_.add(Code::CaseTable, Place{.file = file_}, fmt::format("没有“{}”列", names(needed).front()));
            right = false;
        }
        return right;
    }

    std::optional<Case> read(const rules::SideTable& table, const rules::SideRow& row) {
        const auto text = [&](int at) { return at < 0 ? std::string() : row.cells[static_cast<std::size_t>(at)]; };
        const auto cell = [&](Heading heading) { return text(column(table, heading)); };
        Case out{.place = row.place, .name = cell(Heading::Name), .region = cell(Heading::Region), .subject = cell(Heading::Subject),
                 .given = parse_given(cell(Heading::Given)), .as_of = cell(Heading::AsOf), .source = cell(Heading::Source)};
        if (out.name.empty()) out.name = join(std::vector<std::string>{out.region, out.subject, cell(Heading::Given)}, " ");
        for (const auto& name : parts_of(cell(Heading::Data))) add_data(out, folder_, name, findings_);
        for (const auto& fact : kFacts)
            if (const std::string value = text(table.find({fact.word, fact.id})); !value.empty()) out.expected.emplace_back(fact.fact, value);
        return has_expectation(out, findings_) ? std::optional(std::move(out)) : std::nullopt;
    }

  private:
    static const std::vector<std::string>& names(Heading wanted) {
        return std::find_if(headings().begin(), headings().end(), [&](const auto& each) { return each.heading == wanted; })->names;
    }
    static int column(const rules::SideTable& table, Heading heading) {
        const auto& all = names(heading);
        const std::vector<std::string_view> views(all.begin(), all.end());
        return table.find(views);
    }

    const fs::path& folder_;
    std::string file_;
    Diagnostics& findings_;
};

void read_table(const fs::path& folder, const fs::path& file, std::vector<Case>& out, Diagnostics& findings) {
    const std::string shown = display_path(file);
    const auto bytes = FileBytes::open(file);
    if (!bytes) {
        findings.add(bytes.error());
        return;
    }
    const auto table = rules::parse_side_table(bytes->view(), shown, findings);
    TableReader reader(folder, shown, findings);
    if (!table || !reader.take_header(*table)) return;
    for (const auto& row : table->rows) {
        if (row.cells.front().starts_with('#')) continue;
        if (auto test = reader.read(*table, row)) out.push_back(std::move(*test));
    }
}

// --- tests in Lua

// A value as a cell of a table would say it.
std::string cell_text(const lua::Value& value) {
    using Kind = lua::Value::Kind;
    switch (value.kind) {
        case Kind::Text: return value.text;
        case Kind::Integer: return std::to_string(value.integer);
        case Kind::Number: return value.number.exact_decimal() ? value.number.exact_decimal()->to_string() : value.number.to_string();
        case Kind::Flag: return value.flag ? "是" : "否";
        default: return {};
    }
}

bool is_scalar(const lua::Value& value) {
    using Kind = lua::Value::Kind;
    return value.is(Kind::Text) || value.is(Kind::Integer) || value.is(Kind::Number) || value.is(Kind::Flag);
}

class LuaReader {
  public:
    LuaReader(const fs::path& folder, Diagnostics& findings) : folder_(folder), findings_(findings) {}

    std::optional<Case> read(const lua::Declaration& declaration) {
        const std::size_t errors = findings_.errors();
        const auto& spec = *rules::find_word("test", rules::ScriptKind::Test);
        const rules::Fields fields(declaration.fields, spec, fmt::format("test \"{}\"", declaration.id), declaration.place, findings_);
        Case out{.place = declaration.place, .name = declaration.id, .region = fields.text("region"), .subject = fields.text("rule"),
                 .as_of = fields.text("as_of"), .source = fields.text("source")};
        for (const auto& name : fields.texts("data")) add_data(out, folder_, name, findings_);
        if (const auto* given = fields.value("given")) take_given(out, *given);
        if (const auto* expect = fields.value("expect")) take_expected(out, *expect);
        return findings_.errors() == errors && has_expectation(out, findings_) ? std::optional(std::move(out)) : std::nullopt;
    }

  private:
    void wrong(const Case& test, std::string what) { findings_.add(Code::CaseCell, test.place, test.name, what); }

    void take_given(Case& test, const lua::Value& given) {
        if (is_scalar(given)) {
            test.given = parse_given(cell_text(given));
            return;
        }
        if (!given.list.empty()) wrong(test, "given 应写成 { 指标 = 值 }");
        for (const auto& [name, value] : given.fields) {
            if (is_scalar(value))
                test.given.emplace_back(name, cell_text(value));
            else if (value.is(lua::Value::Kind::Table) && !value.list.empty())
                take_table(test, name, value);
            else
                wrong(test, fmt::format("given 的“{}”应是一个值，或者若干行 {{ {{ 列 = 值 }}, … }}", name));
        }
    }

    void take_table(Case& test, const std::string& name, const lua::Value& rows) {
        GivenTable table{name, {}};
        for (const auto& row : rows.list) {
            auto& cells = table.rows.emplace_back();
            for (const auto& [column, value] : row.fields) cells.emplace_back(column, cell_text(value));
            if (cells.empty()) wrong(test, fmt::format("表“{}”的每一行应写成 {{ 列 = 值, … }}", name));
        }
        test.tables.push_back(std::move(table));
    }

    void take_expected(Case& test, const lua::Value& expect) {
        std::vector<std::string> known;
        for (const auto& fact : kFacts) known.emplace_back(fact.id);
        for (const auto& [name, value] : expect.fields) {
            const auto fact = std::find_if(kFacts.begin(), kFacts.end(), [&, &id = name](const auto& each) { return each.id == id; });
            if (fact == kFacts.end())
                wrong(test, fmt::format("expect 没有“{}”{}；可用：{}", name, suggestion(name, known), join(known, "、")));
            else
                test.expected.emplace_back(fact->fact, cell_text(value));
        }
    }

    const fs::path& folder_;
    Diagnostics& findings_;
};

void read_lua(const fs::path& folder, const fs::path& file, const lua::SandboxOptions& sandbox, std::vector<Case>& out, Diagnostics& findings) {
    const auto bytes = FileBytes::open(file);
    if (!bytes) {
        findings.add(bytes.error());
        return;
    }
    lua::State state(sandbox);
    std::vector<lua::Declaration> declarations;
    const auto no_siblings = [](const std::string&) -> std::optional<lua::Chunk> { return std::nullopt; };
    state.load({display_path(file), std::string(bytes->view())}, rules::vocabulary(rules::ScriptKind::Test), no_siblings, declarations, findings);
    LuaReader reader(folder, findings);
    for (const auto& declaration : declarations)
        if (auto test = reader.read(declaration)) out.push_back(std::move(*test));
}

}  // namespace

std::string_view fact_id(Fact fact) { return kFacts[static_cast<std::size_t>(fact)].id; }
std::string_view fact_word(Fact fact) { return kFacts[static_cast<std::size_t>(fact)].word; }

const std::vector<std::string>& table_header() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> out;
        for (const auto& heading : headings())
            if (heading.heading != Heading::Source) out.push_back(heading.names.front());
        for (const auto& fact : kFacts) out.emplace_back(fact.word);
        out.emplace_back("出处");
        return out;
    }();
    return all;
}

std::vector<std::pair<std::string, std::string>> parse_given(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const std::string& written : parts_of(text)) {
        const std::size_t equals = written.find('=');
        if (equals == std::string::npos)
            out.emplace_back("", written);
        else
            out.emplace_back(trim(std::string_view(written).substr(0, equals)), trim(std::string_view(written).substr(equals + 1)));
    }
    return out;
}

std::vector<Case> read_cases(const fs::path& folder, Diagnostics& findings, const lua::SandboxOptions& sandbox) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (!entry.path().filename().string().starts_with('.') && entry.is_regular_file(error)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<Case> out;
    for (const auto& file : files) {
        if (is_table(file)) read_table(folder, file, out, findings);
        if (file.extension() == ".lua") read_lua(folder, file, sandbox, out, findings);
    }
    return out;
}

}  // namespace kaohe::trial
