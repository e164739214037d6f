#include <unistd.h>

#include <charconv>
#include <map>

#include "kaohe/app/context.h"
#include "kaohe/base/digest.h"
#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/io/reader.h"
#include "kaohe/io/xlsx_properties.h"
#include "kaohe/num/ratio.h"
#include "kaohe/report/layout.h"
#include "kaohe/report/report.h"

namespace kaohe::app {
namespace {

namespace fs = std::filesystem;

// The filled cells of a workbook: sheet -> cell -> text.
class CellSink : public io::RowSink {
  public:
    void on_sheet(const io::Sheet& sheet) override {
        sheet_ = &cells[sheet.name];
        order.push_back(sheet.name);
    }
    bool on_row(std::uint32_t row, std::span<const io::Cell> row_cells) override {
        for (std::size_t at = 0; at < row_cells.size(); ++at)
            if (row_cells[at].kind != io::CellKind::Blank) (*sheet_)[{row, at}] = row_cells[at].text;
        return true;
    }
    std::map<std::string, std::map<std::pair<std::uint32_t, std::size_t>, std::string>> cells;
    std::vector<std::string> order;

  private:
    std::map<std::pair<std::uint32_t, std::size_t>, std::string>* sheet_ = nullptr;
};

Result<CellSink> cells_of(std::string_view bytes, const std::string& name) {
    CellSink sink;
    Diagnostics findings;
    KAOHE_CHECK(io::read(bytes, name, sink, findings));
    return sink;
}

// Every cell that we wrote is still what it was. What people filled into empty cells (责任人, 整改措施) is theirs.
Diagnostics compare(const CellSink& now, const CellSink& made, const std::string& name) {
    Diagnostics out;
    for (const auto& sheet : made.order) {
        const Place whole{.file = name, .sheet = sheet};
        const auto found = now.cells.find(sheet);
        if (found == now.cells.end()) {
            out.add(Code::CellChanged, whole, "工作簿", "工作表“" + sheet + "”", "（没有）", "有");
            continue;
        }
        for (const auto& [at, text] : made.cells.at(sheet)) {
            const auto cell = found->second.find(at);
            const std::string value = cell == found->second.end() ? "" : cell->second;
            if (value == text) continue;
            const std::string address = cell_name(at.second, at.first);
            out.add(Code::CellChanged, Place{.file = name, .sheet = sheet, .cell = address}, "“" + sheet + "”", address, value, text);
        }
    }
    return out;
}

std::optional<std::size_t> index_of(std::string_view text) {
    std::size_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(out) : std::nullopt;
}

int refuse(const Diagnostic& diagnostic, const Options& options, int code) {
    print(diagnostic, options);
    return code;
}

// The stored result that a file belongs to: the one given, or result.json beside it.
fs::path result_beside(const fs::path& file, const std::string& given) {
    return given.empty() ? file.parent_path() / "result.json" : fs::path(given);
}

// What a workbook was drawn with besides its result.
struct DrawnWith {
    std::string result, templates, previous;
};

// A text that Excel's limit has cut into pieces.
std::string joined(const std::map<std::string, std::string>& properties, const std::string& name) {
    std::string out;
    for (int piece = 0;; ++piece) {
        const auto part = properties.find(piece == 0 ? name : name + "." + std::to_string(piece));
        if (part == properties.end()) return out;
        out += part->second;
    }
}

int not_ours(const std::string& file, const std::string& why, int code, const Options& options) {
    return refuse(diagnose(Code::NotOurs, Place{.file = file}, why), options, code);
}

int verify_workbook(const std::string& file, std::string_view bytes, const DrawnWith& with, const Options& options) {
    const auto properties = io::read_custom_properties(bytes, file);
    if (!properties) return refuse(properties.error(), options, kNothingRead);
    const auto digest = properties->find("kaohe.result");
    if (digest == properties->end())
        return not_ours(file, "工作簿里没有结果摘要，不是 kaohe 生成的考核表", kNothingRead, options);
    const fs::path stored = result_beside(file, with.result);
    const auto result = FileBytes::open(stored);
    if (!result) return refuse(result.error(), options, kNothingRead);
    if (sha256(result->view()) != digest->second)
        return not_ours(file, display_path(stored) + " 不是生成这份工作簿的结果，或者已经改动", kIntegrity, options);
    const std::string regions = joined(*properties, "kaohe.regions");
    const auto document = report::load_result(result->view(), display_path(stored), regions.empty() ? report::Detail::IfNotLarge : report::Detail::All, processors());
    if (!document) return refuse(document.error(), options, kNothingRead);

    report::Options how;
    how.templates = data_folder() / "templates";
    how.overrides = with.templates;
    how.isolate = options.isolate;
    const auto layout = report::load_layout(how);
    if (!layout) return refuse(layout.error(), options, kBrokenRules);
    if (layout->digest != joined(*properties, "kaohe.layout"))
        return not_ours(file, "工作簿用的是另一份版式；请用 --template 给出当时的模板文件夹", kUsage, options);
    std::optional<report::Document> previous;
    if (const std::string made_with = joined(*properties, "kaohe.previous"); !made_with.empty()) {
        const auto before = FileBytes::open(with.previous);
        if (with.previous.empty() || !before || sha256(before->view()) != made_with)
            return not_ours(file, "工作簿与上期结果作过比较；请用 --previous 给出当时的上期结果文件", kUsage, options);
        auto loaded = report::load_result(before->view(), with.previous);
        if (!loaded) return refuse(loaded.error(), options, kNothingRead);
        previous = std::move(*loaded);
        how.previous = &*previous;
    }
    for (const auto& place : split(regions, ' '))
        if (const auto index = index_of(place); index && *index < document->regions.size()) how.regions.push_back(document->regions[*index].name);
    const fs::path again = fs::temp_directory_path() / fs::path("kaohe-verify-" + std::to_string(::getpid()) + "-" + digest->second.substr(7, 16) + ".xlsx");
    const auto written = report::write_workbook(*document, again, how);
    if (!written) return refuse(written.error(), options, kOutput);
    const auto made_bytes = FileBytes::open(again);
    std::error_code ignored;
    fs::remove(again, ignored);  // what was opened stays readable
    if (!made_bytes) return refuse(made_bytes.error(), options, kOutput);
    const auto now = cells_of(bytes, file), made = cells_of(made_bytes->view(), file);
    if (!now) return refuse(now.error(), options, kNothingRead);
    if (!made) return refuse(made.error(), options, kOutput);
    const Diagnostics changed = compare(*now, *made, file);
    for (const auto& change : changed.all()) print(change, options);
    if (changed.has_errors()) return kIntegrity;
    return write_output("", file + "：与结果一致\n", options) ? kDone : kOutput;
}

// A result is not sealed; but its own sums must hold.
int verify_result(const std::string& file, std::string_view bytes, const Options& options) {
    const auto document = report::load_result(bytes, file);
    if (!document) return refuse(document.error(), options, kNothingRead);
    const auto number = [](const std::string& text) { return num::Ratio(num::Decimal::parse(text).value_or(num::Decimal(0))); };
    Diagnostics changed;
    for (const auto& region : document->regions) {
        if (region.total.empty()) continue;
        num::Ratio ledger(0), groups(0);
        for (const auto& entry : region.ledger) ledger = ledger + number(entry.points);
        for (const auto& group : region.groups) groups = groups + number(group.points);
        const auto shown = [](const num::Ratio& sum) { return sum.exact_decimal() ? sum.exact_decimal()->to_string() : sum.to_string(); };
        if (ledger != number(region.total)) changed.add(Code::CellChanged, Place{.file = file}, region.name, "总分", region.total, shown(ledger) + "（得扣分明细之和）");
        if (groups != number(region.total)) changed.add(Code::CellChanged, Place{.file = file}, region.name, "总分", region.total, shown(groups) + "（各组得分之和）");
    }
    for (const auto& change : changed.all()) print(change, options);
    if (changed.has_errors()) return kIntegrity;
    return write_output("", file + "：各县区的明细、各组与总分相符\n", options) ? kDone : kOutput;
}

// A rule pack against the digest in a result.
int verify_pack(const std::string& file, const std::string& result_file, Options options) {
    options.rules = file;
    const auto plan = load(options);
    if (!plan) return plan.code;
    if (result_file.empty()) return write_output("", fmt::format("{} {} {}\n", plan->id, plan->version, plan->digest()), options) ? kDone : kOutput;
    const auto result = FileBytes::open(result_file);
    if (!result) return refuse(result.error(), options, kNothingRead);
    const auto document = report::load_result(result->view(), result_file);
    if (!document) return refuse(document.error(), options, kNothingRead);
    if (document->pack.digest != plan->digest())
        return refuse(diagnose(Code::CellChanged, Place{.file = file}, "规则包", "摘要", plan->digest(), document->pack.digest), options, kIntegrity);
    return write_output("", file + "：就是评出这份结果的规则包\n", options) ? kDone : kOutput;
}

int run_verify(const std::string& file, const DrawnWith& with, const Options& options) {
    std::error_code error;
    if (fs::is_directory(file, error) || fs::path(file).extension() == ".lua") return verify_pack(file, with.result, options);
    const auto bytes = FileBytes::open(file);
    if (!bytes) return refuse(bytes.error(), options, kNothingRead);
    if (bytes->view().starts_with("PK")) return verify_workbook(file, bytes->view(), with, options);
    return verify_result(file, bytes->view(), options);
}

}  // namespace

void add_verify(CLI::App& app, Options& options, int& code) {
    auto* verb = app.add_subcommand("verify", "核对考核表、结果或规则包生成以后有没有被改过");
    auto file = std::make_shared<std::string>();
    auto with = std::make_shared<DrawnWith>();
    verb->add_option("FILE", *file, "考核.xlsx、result.json 或规则包文件夹")->required();
    verb->add_option("--result", with->result, "结果文件（默认与考核表在同一文件夹的 result.json）");
    verb->add_option("--template", with->templates, "生成考核表时用的模板文件夹");
    verb->add_option("--previous", with->previous, "生成考核表时用的上期结果文件");
    verb->add_option("--plugins", options.plugins, "方法文件夹（默认用程序自带的）");
    add_isolate(*verb, options);
    add_common(*verb, options);
    verb->callback([&options, &code, file, with] { code = run_verify(*file, *with, options); });
}

}  // namespace kaohe::app
