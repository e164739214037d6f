#include "kaohe/tables/import.h"

#include <algorithm>
#include <future>
#include <set>

#include "kaohe/base/digest.h"
#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/tables/finish.h"
#include "kaohe/tables/sheet.h"

namespace kaohe::tables {
namespace {

namespace fs = std::filesystem;

struct DataFile {
    fs::path path;
    std::string name;   // relative to the argument, with '/'
    std::string table;  // of TABLE=PATH
};

bool is_data_file(const fs::path& path) {
    static const std::set<std::string> endings = {".xlsx", ".csv", ".tsv", ".txt", ".json", ".ndjson", ".jsonl", ".xls", ".ods", ".et", ".xlsm"};
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return endings.contains(ending);
}

// Temporary and hidden files of office programs and systems are nobody's submission.
bool is_hidden(const fs::path& path) {
    const std::string name = path.filename().string();
    return name.starts_with('.') || name.starts_with("~$");
}

void list_folder(const DataArgument& argument, std::vector<DataFile>& out, Diagnostics& findings) {
    std::error_code error;
    for (fs::recursive_directory_iterator it(argument.path, error), end; it != end; it.increment(error)) {
        if (error) break;
        if (is_hidden(it->path())) {
            if (it->is_directory()) it.disable_recursion_pending();
            continue;
        }
        if (it->is_directory()) continue;
        const std::string name = display_path(it->path().lexically_relative(argument.path));
        if (is_data_file(it->path())) {
            out.push_back({it->path(), name, argument.table});
        } else {
            Diagnostic skipped = diagnose(Code::FileKind, Place{.file = name}, it->path().extension().string());
            skipped.severity = Severity::Warning;
            findings.add(std::move(skipped));
        }
    }
    if (error) findings.add(Code::FileOpen, Place{.file = display_path(argument.path)}, error.message());
}

// Files given one by one may share a name (秸秆.csv of several counties): what they hold orders them, not how they were given.
void order_namesakes(std::vector<DataFile>& files) {
    const auto digest = [](const DataFile& file) {
        const auto bytes = FileBytes::open(file.path);
        return bytes ? sha256(bytes->view()) : std::string();
    };
    for (auto first = files.begin(); first != files.end();) {
        const auto last = std::find_if(first, files.end(), [&](const DataFile& file) { return file.name != first->name; });
        if (last - first > 1 && first->path != "-") {
            std::vector<std::pair<std::string, DataFile>> keyed;
            for (auto it = first; it != last; ++it) keyed.emplace_back(digest(*it), *it);
            std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
            std::transform(keyed.begin(), keyed.end(), first, [](auto& entry) { return std::move(entry.second); });
        }
        first = last;
    }
}

std::vector<DataFile> list_files(const std::vector<DataArgument>& arguments, Diagnostics& findings) {
    std::vector<DataFile> out;
    for (const auto& argument : arguments) {
        std::error_code error;
        if (fs::is_directory(argument.path, error))
            list_folder(argument, out, findings);
        else
            out.push_back({argument.path, argument.path == "-" ? "-" : argument.path.filename().string(), argument.table});
    }
    std::stable_sort(out.begin(), out.end(), [](const DataFile& a, const DataFile& b) { return a.name < b.name; });
    order_namesakes(out);
    return out;
}

// The folders and the stem of a name: "红寺堡区/秸秆.csv" -> 红寺堡区, 秸秆.
std::vector<std::string> name_parts(const std::string& name) {
    auto parts = split(name, '/');
    parts.back() = fs::path(parts.back()).stem().string();
    return parts;
}

// Reads only the 填报信息 of a file.
class InfoSink : public io::RowSink {
  public:
    InfoSink(Import& import, std::uint32_t input, const std::string& table, const std::string& stem)
        : import_(import), input_(input), table_(table), stem_(stem) {}

    void on_sheet(const io::Sheet& sheet) override {
        sheet_ = sheet;
        const auto& dictionary = import_.plan.dictionary;
        const auto* spec = dictionary.find_name(fold(!table_.empty() ? table_ : sheet.name.empty() ? stem_ : sheet.name));
        reading_ = spec != nullptr && spec->key_value;
    }
    bool on_row(std::uint32_t row, std::span<const io::Cell> cells) override {
        if (!reading_) return false;
        if (cells.size() < 2) return true;
        info.present = true;
        const std::string key = fold(cells[0].text), value(trim(cells[1].text));
        if (value.empty()) return true;
        if (key == "县区" || key == "region" || key == "county") take_region(row, value);
        if (key == "年度" || key == "year") info.year_text = value;
        if (key == "规则包" || key == "pack") info.pack_text = value;
        if (key == "版本" || key == "version") info.version_text = value;
        if (key == "填报日期") info.filled = parse_date(value, std::nullopt);
        return true;
    }
    FileInfo info;

  private:
    void take_region(std::uint32_t row, const std::string& value) {
        info.region_text = value;
        info.region = import_.regions.find(value);
        if (info.region) return;
        Place place{.file = import_.data.inputs[input_].name, .sheet = sheet_.name};
        if (sheet_.lines)
            place.line = static_cast<int>(row);
        else
            place.cell = cell_name(1, row);
        report(import_, input_, diagnose(Code::RegionUnknown, place, value, suggestion(value, import_.plan.region_names())));
    }

    Import& import_;
    std::uint32_t input_;
    const std::string &table_, &stem_;
    io::Sheet sheet_;
    bool reading_ = false;
};

// Whose a file is, when it can't say so itself: the region that its name or a folder names exactly.
std::optional<std::size_t> owner_by_name(Import& import, const DataFile& file) {
    for (const auto& part : name_parts(file.name))
        if (const auto region = import.regions.find(part)) return region;
    return import.options.region;
}

// The table that a text file is, by the command line or its name; a workbook or JSON may hold others too.
const model::TableSpec* only_table_of(const Import& import, const DataFile& file) {
    static const std::set<std::string> endings = {".csv", ".tsv", ".txt"};
    if (!endings.contains(file.path.extension().string())) return nullptr;
    return import.plan.dictionary.find_name(fold(!file.table.empty() ? file.table : name_parts(file.name).back()));
}

// A file that can't be read to its end: what it might have held is not known. Without an owner it could be anybody's.
void mark_unreadable(Import& import, const DataFile& file, std::uint32_t input, std::optional<std::size_t> owner, const std::string& reason) {
    // What was read before the reading stopped is not all there is.
    for (std::size_t index = 0; index < import.data.tables.size(); ++index) {
        const auto& table = import.data.tables[index];
        for (std::size_t row = 0; row < table.row_regions.size(); ++row)
            if (import.data.sheets[table.sources[row].sheet].input == input) mark_bad(import.data, index, static_cast<std::size_t>(table.row_regions[row]), reason);
    }
    const model::TableSpec* table = only_table_of(import, file);
    if (owner && table) {
        const std::size_t index = import.plan.dictionary.index_of(*table);
        if (!import.data.bad[index].contains(*owner)) import.unread.emplace(index, *owner);
        mark_bad(import.data, index, *owner, reason);
    } else if (owner) {
        import.data.unreadable_regions.try_emplace(*owner, reason);
    } else if (!import.data.unreadable_file) {
        import.data.unreadable_file = reason;
    }
}

void check_info(Import& import, std::uint32_t input, const FileInfo& info) {
    const Place place{.file = import.data.inputs[input].name};
    const auto year = parse_year(info.year_text);
    const bool other_year = year && (*year < model::calendar(import.options.period.first).year ||
                                     *year > model::calendar(import.options.period.last).year);
    if (other_year)
        report(import, input, diagnose(Code::InfoConflict, place, "年度", info.year_text, "考核期", import.options.period.to_string()));
    const bool named = !info.pack_text.empty() && info.pack_text != import.plan.id;
    const bool accepted = named && info.pack_text == import.options.other_pack;
    const bool other_pack = named && !accepted;
    if (other_pack) report(import, input, diagnose(Code::InfoConflict, place, "规则包", info.pack_text, "所用规则包", import.plan.id));
    if (!named && !info.version_text.empty() && info.version_text != import.plan.version)
        report(import, input, diagnose(Code::InfoVersion, place, info.version_text, import.plan.version));
    if ((other_year || other_pack) && info.region)
        import.data.unreadable_regions.try_emplace(*info.region, place.file + " 的填报信息与考核期或规则包不一致");
}

// How many lines a text has, about, and rather too many, by those of its beginning.
std::size_t expected_lines(std::string_view text) {
    const std::string_view beginning = text.substr(0, std::size_t{1} << 20);
    const auto lines = static_cast<std::size_t>(std::count(beginning.begin(), beginning.end(), '\n'));
    if (beginning.size() == text.size()) return lines;
    const std::size_t all = lines * (text.size() / 1024) / (beginning.size() / 1024);
    return all + all / 16;
}

void read_file(Import& import, const DataFile& file, std::uint32_t input, std::map<std::string, FileInfo>& folder_infos) {
    auto bytes = FileBytes::open(file.path);
    if (!bytes) {
        Diagnostic problem = bytes.error();
        problem.place.file = file.name;
        mark_unreadable(import, file, input, owner_by_name(import, file), file.name + " 无法打开");
        import.data.findings.add(std::move(problem));
        return;
    }
    // Beside the reading, or at the end of it.
    std::future<std::string> digest = std::async(import.options.jobs > 1 ? std::launch::async : std::launch::deferred,
                                                 sha256, bytes->view());
    const std::string stem = name_parts(file.name).back();
    const std::string folder = display_path(fs::path(file.name).parent_path());

    InfoSink info_sink(import, input, file.table, stem);
    Diagnostics not_twice;  // the second reading reports what is wrong with cells
    const bool may_hold_info = bytes->view().starts_with("PK") || import.plan.dictionary.find_name(fold(stem)) == nullptr ||
                               import.plan.dictionary.find_name(fold(stem))->key_value;
    if (may_hold_info) (void)io::read(bytes->view(), file.name, info_sink, not_twice);
    FileInfo info = info_sink.info;
    if (info.present) check_info(import, input, info);
    const bool is_folder_info = !folder.empty() && info.present && !bytes->view().starts_with("PK");
    if (is_folder_info) folder_infos[folder] = info;
    if (auto it = folder_infos.find(folder); !info.present && it != folder_infos.end()) info = it->second;

    const auto owner = info.region ? info.region : owner_by_name(import, file);
    SheetReader reader(import, input, file.table, stem, info, owner);
    if (only_table_of(import, file)) reader.expect_rows(expected_lines(bytes->view()));
    const auto read = io::read(bytes->view(), file.name, reader, import.data.findings, {},
                               {.jobs = import.options.jobs, .part_bytes = import.options.part_bytes,
                                .read_until = [&](std::size_t end) { bytes->let_go(end); }});
    reader.finish();
    import.data.inputs[input].digest = digest.get();
    if (read) return;
    import.data.findings.add(read.error());
    mark_unreadable(import, file, input, owner, file.name + " 无法读取：" + read.error().message);
}

// Regions of which something was read, were it wrong.
void count_regions(Import& import) {
    std::vector<bool> seen(import.plan.regions.size(), false);
    for (const auto& table : import.data.tables)
        for (std::size_t region = 0; region < table.region_ends.size(); ++region) {
            const auto [begin, end] = table.rows_of(region);
            if (end > begin) seen[region] = true;
        }
    for (std::size_t index = 0; index < import.data.bad.size(); ++index)
        for (const auto& [region, reason] : import.data.bad[index])
            if (!import.unread.contains({index, region})) seen[region] = true;
    import.data.regions_with_data = static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
}

void report_repeats(Import& import) {
    for (std::size_t input = 0; input < import.repeated.size(); ++input)
        for (const auto& [id, n] : import.repeated[input]) {
            if (n <= 1000) continue;
            const CodeInfo* code = find_code(id);
            Diagnostic more{code->code, code->severity, Place{.file = import.data.inputs[input].name},
                            fmt::format("{}：同类问题共 {} 处，只列出前 1000 处", code->title, n), std::string(code->mend), {}, n - 1000};
            import.data.findings.add(std::move(more));
        }
}

}  // namespace

DataArgument parse_argument(const std::string& text, const model::Dictionary& dictionary) {
    std::error_code error;
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos && !fs::exists(text, error) && dictionary.find_name(fold(text.substr(0, equals))))
        return {text.substr(0, equals), text.substr(equals + 1)};
    return {"", text};
}

model::Dataset import(const std::vector<DataArgument>& arguments, const rules::Plan& plan, const ImportOptions& options) {
    model::Dataset data;
    for (const auto& spec : plan.dictionary.tables) data.tables.emplace_back(spec);
    data.bad.resize(data.tables.size());
    Import import{plan, options, data, RegionIndex(plan), {}};
    auto files = list_files(arguments, data.findings);
    // The 填报信息 of a folder of CSV files speaks for all of them: it is read first.
    for (const auto& file : files) data.inputs.push_back({file.name, "", 0, file.path.string()});
    import.repeated.resize(files.size());
    std::map<std::string, FileInfo> folder_infos;
    const auto is_info = [&](const DataFile& file) {
        const auto* spec = plan.dictionary.find_name(fold(name_parts(file.name).back()));
        return spec != nullptr && spec->key_value;
    };
    for (const bool infos : {true, false})
        for (std::size_t i = 0; i < files.size(); ++i)
            if (is_info(files[i]) == infos) read_file(import, files[i], static_cast<std::uint32_t>(i), folder_infos);
    finish_tables(import);
    check_reported(import);
    check_events(import);
    check_duties(import);
    cross_check(import);
    report_repeats(import);
    count_regions(import);
    return data;
}

}  // namespace kaohe::tables
