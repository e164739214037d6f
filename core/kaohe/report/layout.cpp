#include "kaohe/report/layout.h"

#include <charconv>
#include <map>

#include "kaohe/base/digest.h"
#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/labels.h"
#include "kaohe/lua/state.h"
#include "kaohe/report/lists.h"
#include "kaohe/report/tags.h"
#include "kaohe/rules/schema.h"

namespace kaohe::report {
namespace {

using lua::Value;
using rules::Fields;
using rules::FieldSpec;
using rules::FieldType;
using rules::WordSpec;
using Shape = WordSpec::Shape;
using BlockKind = BlockLayout::Kind;

constexpr const char* kLayoutFile = "workbook/layout.lua";

const std::vector<std::string> kTones = {"plain", "head", "band", "bad", "warn", "missing", "input", "good"};
const std::vector<std::string> kFaces = {"body", "header", "title", "note"};
const std::vector<std::string> kAligns = {"left", "center", "right"};
const std::vector<std::string> kCharts = {"ranking", "groups", "rates", "trends"};

FieldSpec text(std::string name) { return {std::move(name), FieldType::Text, false, {}, {}}; }
FieldSpec decimal(std::string name) { return {std::move(name), FieldType::Decimal, false, {}, {}}; }
FieldSpec whole(std::string name) { return {std::move(name), FieldType::Integer, false, {}, {}}; }
FieldSpec flag(std::string name) { return {std::move(name), FieldType::Flag, false, {}, {}}; }
FieldSpec table(std::string name) { return {std::move(name), FieldType::Table, false, {}, {}}; }
FieldSpec texts(std::string name) { return {std::move(name), FieldType::TextList, false, {}, {}}; }
FieldSpec choice(std::string name, std::vector<std::string> choices) { return {std::move(name), FieldType::Choice, false, std::move(choices), {}}; }
FieldSpec must(FieldSpec spec, std::string_view about) {
    spec.required = true;
    spec.about = about;
    return spec;
}

std::vector<std::string> list_names() {
    std::vector<std::string> out;
    for (const List& list : lists()) out.emplace_back(list.name);
    return out;
}

WordSpec constructor(std::string word, std::vector<FieldSpec> fields, bool positional = false) {
    return {std::move(word), Shape::Constructor, rules::ScriptKind::Pack, std::move(fields), positional};
}

// Every word of a layout and its fields, once.
const std::vector<WordSpec>& grammar() {
    static const std::vector<WordSpec> words = [] {
        std::vector<FieldSpec> column = {decimal("width"),  whole("span"),    choice("align", kAligns), text("format"), choice("link", list_names()),
                                         flag("optional"),  flag("bar"),      flag("scale"),            flag("input"),  texts("choices"),
                                         table("marks"),    text("of"),       text("group")};
        return std::vector<WordSpec>{
            {"style", Shape::Plain, rules::ScriptKind::Pack, {table("fonts"), table("colours"), text("footer_left"), text("footer_right")}, false},
            {"sheet", Shape::Named, rules::ScriptKind::Pack,
             {text("name"), must(text("title"), label::layout_sheet_title), decimal("title_height"), choice("each", {"regions"}), flag("optional"),
              flag("protect"), flag("portrait"), flag("one_page"), whole("freeze"), whole("most"), table("widths"), must(table("blocks"), label::layout_sheet_blocks)},
             false},
            constructor("line", {choice("face", kFaces)}, true),
            constructor("band", {}, true),
            constructor("gap", {decimal("points")}),
            constructor("rows", {must(choice("from", list_names()), label::layout_rows_from), choice("order", {"pack", "rank"}), text("group"), text("empty"), flag("bands"),
                                 flag("outline"), flag("filter"), text("subtotal"), text("total"), must(table("columns"), label::layout_rows_columns)}),
            constructor("column", column, true),
            constructor("columns_of", column, true),
            constructor("matrix", {whole("across"), whole("down"), decimal("width"), choice("link", list_names())}),
            constructor("notes", {}),
            constructor("pairs", {must(table("rows"), label::layout_pairs_rows)}),
            constructor("contents", {text("title")}),
            constructor("charts", {whole("most")}, true),
            constructor("checks", {whole("most")}),
            constructor("form", {must(texts("header"), label::layout_form_header), must(texts("rows"), label::layout_form_rows), decimal("height")}),
        };
    }();
    return words;
}

const WordSpec* find_word(std::string_view word) {
    for (const WordSpec& spec : grammar())
        if (spec.word == word) return &spec;
    return nullptr;
}

const lua::Vocabulary& vocabulary() {
    static const lua::Vocabulary words = [] {
        lua::Vocabulary out;
        for (const WordSpec& word : grammar())
            (word.shape == Shape::Named ? out.named : word.shape == Shape::Plain ? out.plain : out.constructors).push_back(word.word);
        out.sibling_word = "include";
        return out;
    }();
    return words;
}

template <class Enum>
std::optional<Enum> named(const std::vector<std::string>& names, std::string_view wanted) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == wanted) return static_cast<Enum>(i);
    return std::nullopt;
}

double to_double(const std::optional<num::Decimal>& value, double fallback) {
    if (!value) return fallback;
    double out = fallback;
    const std::string digits = value->to_string();
    std::from_chars(digits.data(), digits.data() + digits.size(), out);
    return out;
}

// Turns the declarations of one layout file into a Layout; what is wrong goes to the findings.
class Reader {
  public:
    Reader(Layout& layout, Diagnostics& findings) : layout_(layout), findings_(findings) {}

    void read(const std::vector<lua::Declaration>& declarations) {
        for (const lua::Declaration& declaration : declarations) {
            const std::string label = declaration.id.empty() ? declaration.word : fmt::format("{} \"{}\"", declaration.word, declaration.id);
            const Fields fields(declaration.fields, *find_word(declaration.word), label, declaration.place, findings_);
            if (declaration.word == "style") style(fields);
            if (declaration.word == "sheet") sheet(declaration, fields);
        }
        if (layout_.sheets.empty()) findings_.add(Code::LayoutWrong, Place{.file = layout_.file}, label::layout_no_sheet);
    }

  private:
    void wrong(const Place& place, const std::string& what) { findings_.add(Code::LayoutWrong, place, what); }

    // The texts of a table of texts and texts ("黑体", "18"); named ones by name.
    void style(const Fields& fields) {
        layout_.footer_left = tagged(fields.text("footer_left"), false, fields.place());
        layout_.footer_right = tagged(fields.text("footer_right"), false, fields.place());
        if (const Value* colours = fields.value("colours"))
            for (const auto& [name, value] : colours->fields) colour(name, value, fields.place());
        if (const Value* fonts = fields.value("fonts"))
            for (const auto& [name, value] : fonts->fields) font(name, value, fields.place());
    }

    void colour(const std::string& name, const Value& value, const Place& place) {
        std::uint32_t rgb = 0;
        const std::string& digits = value.text;
        const bool is_hex = value.is(Value::Kind::Text) && digits.size() == 6 &&
                            std::from_chars(digits.data(), digits.data() + digits.size(), rgb, 16).ptr == digits.data() + digits.size();
        if (!is_hex) return wrong(place, fmt::format(label::layout_colour, name));
        if (name == "link") {
            layout_.style.link = rgb;
        } else if (const auto tone = named<Tone>(kTones, name); tone && *tone != Tone::Plain) {
            layout_.style.colours[*tone] = rgb;
        } else {
            wrong(place, fmt::format(label::layout_colour_name, name, suggestion(name, kTones)));
        }
    }

    void font(const std::string& name, const Value& value, const Place& place) {
        const auto face = named<Face>(kFaces, name);
        if (!face) return wrong(place, fmt::format(label::layout_font_name, name, suggestion(name, kFaces)));
        const auto size = value.list.size() == 2 ? rules::read_decimal(value.list[1]) : std::nullopt;
        if (!size || !value.list[0].is(Value::Kind::Text) || value.list[0].text.empty()) return wrong(place, fmt::format(label::layout_font, name));
        layout_.style.fonts[*face] = {value.list[0].text, to_double(size->value, 10.5)};
    }

    void sheet(const lua::Declaration& declaration, const Fields& fields) {
        SheetLayout out;
        out.place = fields.place();
        out.each = fields.has("each");
        out.name = tagged(fields.text("name", declaration.id), out.each, out.place);
        out.title = tagged(fields.text("title"), out.each, out.place);
        out.title_height = to_double(fields.decimal("title_height"), 0);
        out.optional = fields.flag("optional");
        out.protect = fields.flag("protect");
        out.portrait = fields.flag("portrait");
        out.one_page = fields.flag("one_page");
        out.freeze = small(fields, "freeze", 0);
        out.most = count(fields, "most");
        if (const Value* widths = fields.value("widths"))
            for (const Value& width : widths->list) out.widths.push_back(to_double(decimal_of(width), 12));
        if (const Value* blocks = fields.value("blocks"))
            for (const Value& value : blocks->list) block(value, out);
        layout_.sheets.push_back(std::move(out));
    }

    static std::optional<num::Decimal> decimal_of(const Value& value) {
        const auto read = rules::read_decimal(value);
        return read ? std::optional(read->value) : std::nullopt;
    }

    std::uint16_t small(const Fields& fields, std::string_view name, int fallback) {
        constexpr int kMost = 200;
        const int value = fields.integer(name, fallback);
        if (value < 0 || value > kMost) wrong(fields.place(), fmt::format(label::layout_number, name, value, kMost));
        return static_cast<std::uint16_t>(std::clamp(value, 0, kMost));
    }
    std::size_t count(const Fields& fields, std::string_view name) { return static_cast<std::size_t>(std::max(fields.integer(name, 0), 0)); }

    Place place_of(const Value& value, const Place& around) {
        Place out = around;
        if (value.line > 0) out.line = value.line;
        return out;
    }

    // The positional texts of a constructor: line { "…" }, column { "标题", "字段" }.
    std::vector<std::string> positional(const Value& value) {
        std::vector<std::string> out;
        for (const Value& item : value.list)
            if (item.is(Value::Kind::Text)) out.push_back(item.text);
        return out;
    }

    void block(const Value& value, SheetLayout& sheet) {
        static const std::map<std::string, BlockKind, std::less<>> kinds = {
            {"line", BlockKind::Line},   {"gap", BlockKind::Gap},           {"band", BlockKind::Band},     {"rows", BlockKind::Rows},     {"matrix", BlockKind::Matrix}, {"notes", BlockKind::Notes},
            {"pairs", BlockKind::Pairs}, {"contents", BlockKind::Contents}, {"charts", BlockKind::Charts}, {"checks", BlockKind::Checks}, {"form", BlockKind::Form}};
        const auto kind = kinds.find(value.form);
        if (kind == kinds.end()) return wrong(place_of(value, sheet.place), fmt::format(label::layout_block, value.form));
        BlockLayout out;
        out.kind = kind->second;
        out.place = place_of(value, sheet.place);
        const Fields fields(value, *find_word(value.form), value.form, out.place, findings_);
        const std::vector<std::string> first = positional(value);
        switch (out.kind) {
            case BlockKind::Line:
            case BlockKind::Band:
                if (first.size() != 1) wrong(out.place, fmt::format(label::layout_one_text, value.form));
                out.text = tagged(first.empty() ? "" : first[0], sheet.each, out.place);
                out.face = named<Face>(kFaces, fields.text("face")).value_or(Face::Body);
                break;
            case BlockKind::Gap: out.points = to_double(fields.decimal("points"), 8); break;
            case BlockKind::Contents: out.text = tagged(fields.text("title"), sheet.each, out.place); break;
            case BlockKind::Rows: rows(fields, out, sheet); break;
            case BlockKind::Matrix:
                out.across = std::max<std::size_t>(small(fields, "across", 15), 2);
                out.down = std::max<std::size_t>(small(fields, "down", 20), 1);
                out.width = to_double(fields.decimal("width"), 12);
                out.link = fields.text("link");
                break;
            case BlockKind::Pairs: pairs(fields, out, sheet); break;
            case BlockKind::Charts:
                out.names = first;
                out.most = count(fields, "most");
                for (const std::string& name : out.names)
                    if (!named<int>(kCharts, name)) wrong(out.place, fmt::format(label::layout_chart, name, suggestion(name, kCharts), join(kCharts, "、")));
                break;
            case BlockKind::Checks: out.most = count(fields, "most"); break;
            case BlockKind::Form:
                out.names = fields.texts("header");
                out.rows = fields.texts("rows");
                out.points = to_double(fields.decimal("height"), 30);
                break;
            case BlockKind::Notes: break;
        }
        sheet.blocks.push_back(std::move(out));
    }

    void pairs(const Fields& fields, BlockLayout& out, const SheetLayout& sheet) {
        const Value* rows = fields.value("rows");
        if (!rows) return;
        for (const Value& row : rows->list) {
            const auto both = positional(row);
            if (both.size() != 2) {
                wrong(out.place, std::string(label::layout_pair));
                continue;
            }
            const Value* tone = row.find("tone");
            out.pairs.push_back({both[0], tagged(both[1], sheet.each, out.place), tone_of(tone, out.place)});
        }
    }

    Tone tone_of(const Value* value, const Place& place) {
        if (!value) return Tone::Plain;
        const auto tone = named<Tone>(kTones, value->text);
        if (!tone) wrong(place, fmt::format(label::layout_colour_name, value->text, suggestion(value->text, kTones)));
        return tone.value_or(Tone::Plain);
    }

    void rows(const Fields& fields, BlockLayout& out, const SheetLayout& sheet) {
        out.list = fields.text("from");
        out.group = fields.text("group");
        out.by_rank = fields.text("order") == "rank";
        out.empty = tagged(fields.text("empty"), sheet.each, out.place);
        out.bands = fields.flag("bands");
        out.outline = fields.flag("outline");
        out.filter = fields.flag("filter");
        out.subtotal = tagged(fields.text("subtotal"), sheet.each, out.place);
        out.total = tagged(fields.text("total"), sheet.each, out.place);
        const List* list = find_list(out.list);
        if (list && list->name == "rules" && !sheet.each) wrong(out.place, std::string(label::layout_rules_each));
        const Value* columns = fields.value("columns");
        if (!columns || !list) return;
        for (const Value& value : columns->list) {
            const Place place = place_of(value, out.place);
            if (value.form == "column" || value.form == "columns_of") {
                out.columns.push_back(column(value, *list, place));
            } else {
                wrong(place, fmt::format(label::layout_not_a_column, value.form));
            }
        }
        if (out.columns.empty()) wrong(out.place, fmt::format(label::layout_no_column, out.list));
    }

    ColumnLayout column(const Value& value, const List& list, const Place& place) {
        const Fields fields(value, *find_word(value.form), value.form, place, findings_);
        ColumnLayout out;
        out.is_family = value.form == "columns_of";
        out.input = fields.flag("input");
        out.of = fields.text("of");
        out.group = fields.text("group");
        const auto first = positional(value);
        if (out.is_family ? first.size() != 1 : first.size() != (out.input ? 1U : 2U)) {
            wrong(place, std::string(out.is_family ? label::layout_family_form : label::layout_column_form));
        } else {
            out.title = out.is_family ? "" : first[0];
            out.field = out.input ? "" : first.back();
            if (!out.input) known_field(out, list, place);
        }
        out.width = to_double(fields.decimal("width"), 12);
        if (out.width < 1 || out.width > 255) wrong(place, fmt::format(label::layout_number, "width", out.width, 255));
        out.span = std::max<std::uint16_t>(small(fields, "span", 1), 1);
        out.align = named<Align>(kAligns, fields.text("align")).value_or(Align::Center);
        out.format = fields.text("format");
        out.link = fields.text("link");
        out.optional = fields.flag("optional");
        out.bar = fields.flag("bar");
        out.scale = fields.flag("scale");
        out.choices = fields.texts("choices");
        if (const Value* marks = fields.value("marks"))
            for (const Value& mark : marks->list) out.marks.push_back(mark_of(mark, place));
        return out;
    }

    void known_field(const ColumnLayout& column, const List& list, const Place& place) {
        const bool of_family = column.is_family || !column.of.empty();
        if (of_family ? list.family(column.field) != nullptr : list.field(column.field) != nullptr) return;
        std::vector<std::string> names;
        if (of_family) {
            for (const auto& family : list.families) names.emplace_back(family.name);
        } else {
            for (const auto& field : list.fields) names.emplace_back(field.name);
        }
        wrong(place, fmt::format(label::layout_field, list.name, column.field, suggestion(column.field, names), join(names, " ")));
    }

    Mark mark_of(const Value& value, const Place& place) {
        Mark out;
        for (const auto& [name, item] : value.fields) {
            if (name == "tone") {
                out.tone = tone_of(&item, place);
            } else if (name == "is" && item.is(Value::Kind::Text)) {
                out.is = item.text;
            } else if (name == "below" || name == "at_least") {
                (name == "below" ? out.below : out.at_least) = decimal_of(item);
            } else {
                wrong(place, fmt::format(label::layout_mark, name));
            }
        }
        return out;
    }

    // A text with tags, checked against what is known there.
    std::string tagged(const std::string& text, bool of_region, const Place& place) {
        auto checked = check_template(text, layout_.file, text_schema(of_region));
        if (!checked) {
            Diagnostic finding = checked.error();
            finding.place = place;
            findings_.add(std::move(finding));
        }
        return text;
    }

    Layout& layout_;
    Diagnostics& findings_;
};

}  // namespace

Result<Layout> load_layout(const Options& options) {
    const std::filesystem::path path = find_template(options, kLayoutFile);
    const std::string shown = display_path(path);
    KAOHE_TRY(bytes, FileBytes::open(path));
    std::string_view text = bytes.view();
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    Layout out;
    out.file = shown;
    out.digest = sm3(text);
    Diagnostics findings;
    std::vector<lua::Declaration> declarations;
    lua::SandboxOptions limits;
    if (options.isolate) limits.isolation = lua::Isolation{};
    lua::State state(limits);
    state.load({shown, std::string(text)}, vocabulary(), [](const std::string&) { return std::nullopt; }, declarations, findings);
    if (!findings.has_errors()) Reader(out, findings).read(declarations);
    if (!findings.has_errors()) return out;
    std::optional<Diagnostic> first;  // with all the others, so that they are mended in one go
    for (const Diagnostic& finding : findings.all()) {
        if (finding.severity != Severity::Error) continue;
        if (first)
            first->notes.push_back(fmt::format(label::layout_others, to_string(finding.place) + " " + finding.message));
        else
            first = finding;
    }
    return tl::unexpected(*first);
}

std::string describe_lists() {
    constexpr std::size_t kNameWidth = 42;
    std::string out;
    for (const TextField& field : text_fields())
        out += pad_right(fmt::format("    {{{{{}}}}}", field.name), kNameWidth) + fmt::format("{}{}\n", field.about, field.of_region ? label::only_each : "");
    for (const List& list : lists()) {
        out += pad_right(fmt::format("rows {{ from = \"{}\" }}", list.name), kNameWidth) + std::string(list.about) + '\n';
        for (const FieldOf& field : list.fields) out += pad_right(fmt::format("    {}", field.name), kNameWidth) + std::string(field.about) + '\n';
        for (const FamilyOf& family : list.families)
            out += pad_right(fmt::format("    columns_of {{ \"{}\" }}", family.name), kNameWidth) + std::string(family.about) + '\n';
    }
    return out;
}

}  // namespace kaohe::report
