// A pack carried to another year: what is a date or a year of its own moves on, everything else is copied.
#include <algorithm>

#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/io/reader.h"
#include "kaohe/model/date.h"
#include "kaohe/rules/lua_tokens.h"
#include "kaohe/rules/schema.h"
#include "kaohe/scaffold/scaffold.h"

namespace kaohe::scaffold {
namespace {

namespace fs = std::filesystem;

std::string replaced(std::string text, const std::string& from, const std::string& to, std::size_t& count) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
        text.replace(at, from.size(), to);
        ++count;
    }
    return text;
}

class Carrier {
  public:
    Carrier(const rules::Plan& old_pack, std::string id, int year)
        : id_(std::move(id)), old_year_(model::calendar(old_pack.period.last).year), years_(year - old_year_), first_year_(model::calendar(old_pack.period.first).year) {
        const auto& words = rules::vocabulary(rules::ScriptKind::Pack);
        declared_ = words.named;
        declared_.insert(declared_.end(), words.plain.begin(), words.plain.end());
    }

    // The text of a Lua file with its dates moved on.
    std::string lua(const std::string& text) {
        const auto tokens = rules::lua_tokens(text, declared_);
        std::string out;
        std::size_t copied = 0;
        for (std::size_t i = 2; i < tokens.size(); ++i) {
            const auto& token = tokens[i];
            if (token.kind != rules::LuaToken::Kind::String || token.text[0] == '[' || tokens[i - 1].text != "=") continue;
            const std::string now = field(std::string(token.declaration), std::string(tokens[i - 2].text), std::string(token.content));
            if (now == token.content) continue;
            out += text.substr(copied, token.offset + 1 - copied) + now;
            copied = token.offset + token.text.size() - 1;
        }
        return out + text.substr(copied);
    }

    // One cell of a table file under that header.
    std::string cell(const std::string& header, const std::string& text) {
        if (header == "年度" || header == "year") return text == std::to_string(old_year_) ? count(std::to_string(old_year_ + years_)) : text;
        if (header == "时限原文" || header == "due_text") return year_word(text);
        static const std::vector<std::string> dates = {"完成时限", "完成时间", "时限", "due", "截止", "as_of", "限值", "value"};
        if (std::find(dates.begin(), dates.end(), header) == dates.end()) return text;
        return text.find('-') == std::string::npos ? text : moved_day(text);
    }

    std::size_t moved() const { return moved_; }

  private:
    std::string count(std::string text) {
        ++moved_;
        return text;
    }
    // A deadline within the old period; one beyond it (2030年前达峰) is no matter of the year.
    std::string moved_day(const std::string& text) {
        const auto day = model::parse_day(text);
        const int year = day ? model::calendar(*day).year : 0;
        return year < first_year_ || year > old_year_ ? text : count(model::to_string(model::add_years(*day, years_)));
    }
    std::string year_word(const std::string& text) { return replaced(text, std::to_string(old_year_) + "年", std::to_string(old_year_ + years_) + "年", moved_); }

    std::string field(const std::string& word, const std::string& name, const std::string& text) {
        const std::string old_year = std::to_string(old_year_), new_year = std::to_string(old_year_ + years_);
        if (word == "pack") {
            if (name == "id") return id_.empty() ? with_year(text) : id_;
            if (name == "version") return "0.1.0";
            if (name == "period") return text == old_year ? count(new_year) : fmt::format("{}-{}", first_year_ + years_, new_year);
            if (name == "title" || name == "year_label") return replaced(text, old_year, new_year, moved_);
            return text;
        }
        if (name == "year") return text == old_year ? count(new_year) : text;
        if (name == "due_text") return year_word(text);
        return name == "due" ? moved_day(text) : text;
    }

    std::string with_year(const std::string& id) const {
        std::size_t ignored = 0;
        const std::string out = replaced(id, std::to_string(old_year_), std::to_string(old_year_ + years_), ignored);
        return out == id ? fmt::format("{}-{}", id, old_year_ + years_) : out;
    }

    std::string id_;
    int old_year_, years_, first_year_;
    std::vector<std::string> declared_;
    std::size_t moved_ = 0;
};

// The cells of a table file as they are written.
class RawSink : public io::RowSink {
  public:
    void on_sheet(const io::Sheet&) override {}
    bool on_row(std::uint32_t, std::span<const io::Cell> cells) override {
        auto& row = rows.emplace_back();
        for (const auto& cell : cells) row.emplace_back(cell.text);
        return true;
    }
    std::vector<std::vector<std::string>> rows;
};

// Nothing when the file is none that can be read, or nothing in it moved.
std::optional<std::string> carried_table(const std::string& bytes, const std::string& name, Carrier& carrier) {
    RawSink sink;
    Diagnostics ignored;  // a file that a pack does not use may be anything
    if (!io::read(bytes, name, sink, ignored) || sink.rows.empty()) return std::nullopt;
    const std::size_t before = carrier.moved();
    std::string out;
    for (std::size_t row = 0; row < sink.rows.size(); ++row) {
        for (std::size_t i = 0; i < sink.rows[row].size(); ++i) {
            const std::string header = i < sink.rows[0].size() ? fold(sink.rows[0][i]) : std::string();
            if (i > 0) out += ',';
            append_csv_field(out, row == 0 ? sink.rows[row][i] : carrier.cell(header, sink.rows[row][i]));
        }
        out += '\n';
    }
    return carrier.moved() > before ? std::optional(out) : std::nullopt;
}

}  // namespace

Result<Carried> carry_pack(const rules::Plan& old_pack, const fs::path& old_folder, const std::string& id, int year, const fs::path& folder) {
    if (!id.empty()) KAOHE_CHECK(check_name(id));
    std::error_code error;
    if (fs::exists(folder, error)) return failure(Code::ScaffoldExists, Place{.file = display_path(folder)}, display_path(folder));
    Carried out;
    Carrier carrier(old_pack, id, year);
    std::vector<fs::path> names;
    for (fs::recursive_directory_iterator it(old_folder, error), end; !error && it != end; it.increment(error))
        if (it->is_regular_file(error)) names.push_back(it->path().lexically_relative(old_folder));
    std::sort(names.begin(), names.end());
    for (const auto& name : names) {
        KAOHE_TRY(bytes, FileBytes::open(old_folder / name));
        std::string text(bytes.view());
        const std::string ending = name.extension().string();
        const bool of_method = !name.empty() && *name.begin() == "plugins";
        if (ending == ".lua" && !of_method) text = carrier.lua(text);
        if ((ending == ".csv" || ending == ".tsv") && !of_method)
            if (const auto moved = carried_table(text, name.string(), carrier)) text = *moved;
        if (ending == ".xlsx") out.later.push_back(display_path(name));
        KAOHE_CHECK(make_folder((folder / name).parent_path()));
        KAOHE_CHECK(write_file(folder / name, text));
        out.files.push_back(folder / name);
    }
    out.dates = carrier.moved();
    return out;
}

}  // namespace kaohe::scaffold
