#include <iostream>

#include <nlohmann/json.hpp>

#include "kaohe/app/context.h"
#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/io/reader.h"

namespace kaohe::app {
namespace {

// The cells of one sheet as CSV: the first visible one, or the one asked for.
class CsvSink : public io::RowSink {
  public:
    CsvSink(std::string sheet, BlockWriter& out) : wanted_(std::move(sheet)), out_(out) {}

    void on_sheet(const io::Sheet& sheet) override {
        names_.push_back(sheet.name);
        reading_ = !done_ && (wanted_.empty() ? !sheet.hidden : fold(sheet.name) == fold(wanted_));
        done_ = done_ || reading_;
    }
    bool on_row(std::uint32_t, std::span<const io::Cell> cells) override {
        if (!reading_) return false;
        std::string& text = out_.pending();
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i > 0) text += ',';
            append_csv_field(text, cells[i].text);
        }
        text += '\n';
        return out_.commit();
    }
    bool found() const { return done_; }
    const std::vector<std::string>& names() const { return names_; }

  private:
    std::string wanted_;
    BlockWriter& out_;
    std::vector<std::string> names_;
    bool reading_ = false, done_ = false;
};

class JsonSink : public io::RowSink {
  public:
    void on_sheet(const io::Sheet& sheet) override { json.push_back({{"sheet", sheet.name}, {"hidden", sheet.hidden}, {"rows", nlohmann::ordered_json::array()}}); }
    bool on_row(std::uint32_t row, std::span<const io::Cell> cells) override {
        nlohmann::ordered_json texts = nlohmann::ordered_json::array();
        for (const auto& cell : cells) texts.push_back(cell.kind == io::CellKind::Blank ? nlohmann::ordered_json() : nlohmann::ordered_json(cell.text));
        json.back()["rows"].push_back({{"row", row}, {"cells", std::move(texts)}});
        return true;
    }
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
};

int read_one(const std::string& file, const std::string& sheet, const Options& options, BlockWriter& out) {
    auto bytes = FileBytes::open(file);
    if (!bytes) {
        print(bytes.error(), options);
        return kNothingRead;
    }
    Diagnostics findings;
    CsvSink csv(sheet, out);
    JsonSink json;
    const bool as_json = options.format == "json";
    const auto read = io::read(bytes->view(), file, as_json ? static_cast<io::RowSink&>(json) : csv, findings);
    print(findings, options);
    if (!read) {
        print(read.error(), options);
        return kNothingRead;
    }
    if (!as_json && !sheet.empty() && !csv.found()) {
        print(diagnose(Code::Usage, Place{.file = file}, fmt::format("没有工作表“{}”{}", sheet, suggestion(sheet, csv.names()))), options);
        return kUsage;
    }
    if (as_json) out.append(json.json.dump(1) + "\n");
    return findings.has_errors() ? kAnswerIsNo : kDone;
}

}  // namespace

void add_read(CLI::App& app, Options& options, int& code) {
    auto* verb = app.add_subcommand("read", "显示程序从文件里读到的内容");
    auto sheet = std::make_shared<std::string>();
    verb->add_option("FILE", options.data, "文件")->required();
    verb->add_option("--sheet", *sheet, "工作表（默认第一张可见的）");
    verb->add_option("--format", options.format, "csv、json")->check(CLI::IsMember({"csv", "json"}));
    verb->add_option("-o,--output", options.output, "输出文件");
    add_common(*verb, options);
    verb->callback([&options, &code, sheet] {
        const auto written = write_in_blocks(options.output.empty() ? "-" : options.output, [&](BlockWriter& out) {
            for (const auto& file : options.data) code = worst({code, read_one(file, *sheet, options, out)});
        });
        if (written) return;
        print(written.error(), options);
        code = worst({code, kOutput});
    });
}

}  // namespace kaohe::app
