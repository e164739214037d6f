#include "kaohe/io/xlsx_workbook.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "kaohe/base/text.h"
#include "kaohe/io/cell_text.h"
#include "kaohe/io/part_name.h"
#include "kaohe/io/reasons.h"

namespace kaohe::io {
namespace {

// A handler that names where it is by a path of its own: unknown elements are skipped with all that is in
// them, so an extension cannot be taken for the real thing.
template <class State>
class PathHandler : public XmlHandler {
  public:
    PathHandler(std::string file, const Limits& limits) : file_(std::move(file)), limits_(limits) {}

  protected:
    bool on_start(std::string_view name, const XmlAttributes& attributes) final {
        if (ignored_ > 0) return ++ignored_, true;
        const State before = state_;
        if (!enter(name, attributes)) return false;
        if (state_ == before)
            ++ignored_;
        else
            path_.push_back(before);
        return true;
    }
    bool on_end(std::string_view) final {
        if (ignored_ > 0) return --ignored_, true;
        if (!leave()) return false;
        state_ = path_.back();
        path_.pop_back();
        return true;
    }
    bool on_text(std::string_view) override { return true; }

    // Sets state_ to go into the element; an element that leaves state_ alone is skipped.
    virtual bool enter(std::string_view name, const XmlAttributes& attributes) = 0;
    virtual bool leave() { return true; }

    bool too_many(std::string_view what, std::size_t limit) {
        return fail(diagnose(Code::FileLimit, Place{.file = file_}, what, limit));
    }
    bool wrong_root(std::string_view name) {
        return fail(diagnose(Code::FileDamaged, Place{.file = file_},
                             fmt::format(reasons::kXmlRoot, reasons::quoted(name))));
    }

    State state_{};
    std::string file_;
    const Limits& limits_;

  private:
    std::vector<State> path_;
    int ignored_ = 0;
};

// ----------------------------------------------------------------------------------------------------
// relationships

struct Relationship {
    std::string type, target;
};
using Relationships = std::map<std::string, Relationship>;  // by id

enum class RelationshipState { Top, List, Item };
class RelationshipHandler : public PathHandler<RelationshipState> {
  public:
    using PathHandler::PathHandler;
    Relationships found;

  protected:
    bool enter(std::string_view name, const XmlAttributes& attributes) override {
        if (state_ == RelationshipState::Top) {
            if (name != "Relationships") return wrong_root(name);
            state_ = RelationshipState::List;
        } else if (state_ == RelationshipState::List && name == "Relationship") {
            state_ = RelationshipState::Item;
            if (attributes.get("TargetMode") != "External")
                found[std::string(attributes.get("Id"))] = {std::string(attributes.get("Type")),
                                                            std::string(attributes.get("Target"))};
        }
        return true;
    }
};

// The part behind the first relationship of a type, or "".
std::string target_of_type(const Relationships& relationships, std::string_view type_ending,
                           std::string_view from) {
    for (const auto& [id, relationship] : relationships)
        if (relationship.type.ends_with(type_ending)) return resolve_target(from, relationship.target);
    return {};
}

Result<Relationships> load_relationships(ZipArchive& archive, std::string_view part, const std::string& file,
                                         const Limits& limits) {
    RelationshipHandler handler(file, limits);
    KAOHE_CHECK(parse_part(archive, relationships_part(part), handler, file, limits));
    return std::move(handler.found);
}

// ---------------------------------------------------------------------------------------------------------
// workbook

struct SheetEntry {
    std::string name, relationship;
    bool hidden = false;
};

enum class WorkbookState { Top, Workbook, Properties, Sheets, Sheet };
class WorkbookHandler : public PathHandler<WorkbookState> {
  public:
    using PathHandler::PathHandler;
    DateSystem dates = DateSystem::From1900;
    std::vector<SheetEntry> sheets;

  protected:
    bool enter(std::string_view name, const XmlAttributes& attributes) override {
        switch (state_) {
            case WorkbookState::Top:
                // The main part of a .docx or .pptx comes here too.
                if (name != "workbook")
                    return fail(diagnose(Code::FileKind, Place{.file = file_}, reasons::kNoWorkbook));
                state_ = WorkbookState::Workbook;
                break;
            case WorkbookState::Workbook:
                if (name == "workbookPr") {
                    state_ = WorkbookState::Properties;
                    if (is_true(attributes.get("date1904"))) dates = DateSystem::From1904;
                } else if (name == "sheets") {
                    state_ = WorkbookState::Sheets;
                }
                break;
            case WorkbookState::Sheets:
                if (name == "sheet") {
                    state_ = WorkbookState::Sheet;
                    const std::string_view visible = attributes.get("state");
                    sheets.push_back({std::string(attributes.get("name")), std::string(attributes.get("id")),
                                      visible == "hidden" || visible == "veryHidden"});
                    if (sheets.size() > limits_.sheets) return too_many(reasons::kSheets, limits_.sheets);
                }
                break;
            default:
                break;
        }
        return true;
    }
};

// -----------------------------------------------------------------------------------------------------------
// styles

enum class StyleState { Top, Sheet, Formats, Format, CellStyles, CellStyle };
class StyleHandler : public PathHandler<StyleState> {
  public:
    using PathHandler::PathHandler;

    // By style number. A description in the file goes before the meaning its number has by itself.
    std::vector<NumberFormat> formats() const {
        std::vector<NumberFormat> out;
        for (std::uint32_t id : cell_styles_) {
            const auto described = described_.find(id);
            out.push_back(described != described_.end() ? described->second : builtin_format(id));
        }
        return out;
    }

  protected:
    bool enter(std::string_view name, const XmlAttributes& attributes) override {
        const std::uint32_t id = parse_index(attributes.get("numFmtId")).value_or(0);
        switch (state_) {
            case StyleState::Top:
                if (name != "styleSheet") return wrong_root(name);
                state_ = StyleState::Sheet;
                break;
            case StyleState::Sheet:
                if (name == "numFmts") state_ = StyleState::Formats;
                if (name == "cellXfs") state_ = StyleState::CellStyles;
                break;
            case StyleState::Formats:
                if (name == "numFmt") {
                    state_ = StyleState::Format;
                    described_[id] = classify_format(attributes.get("formatCode"));
                }
                break;
            case StyleState::CellStyles:
                if (name == "xf") {
                    state_ = StyleState::CellStyle;
                    cell_styles_.push_back(id);
                }
                break;
            default:
                break;
        }
        if (std::max(described_.size(), cell_styles_.size()) > limits_.styles)
            return too_many(reasons::kStyles, limits_.styles);
        return true;
    }

  private:
    std::unordered_map<std::uint32_t, NumberFormat> described_;
    std::vector<std::uint32_t> cell_styles_;
};

// --------------------------------------------------------------------------------------------------- shared
// strings

class SharedStringHandler : public XmlHandler {
  public:
    SharedStringHandler(SharedStrings& strings, std::string file, const Limits& limits)
        : strings_(strings), file_(std::move(file)), limits_(limits) {}

  protected:
    bool on_start(std::string_view name, const XmlAttributes&) override {
        if (in_string_) {
            rich_.on_start(name);
            ++depth_;
            return true;
        }
        if (depth_ == 0 && name != "sst")
            return fail(diagnose(Code::FileDamaged, Place{.file = file_},
                                 fmt::format(reasons::kXmlRoot, reasons::quoted(name))));
        if (depth_ == 1 && name == "si") {
            in_string_ = true;
            rich_.clear();
        }
        ++depth_;
        return true;
    }
    bool on_end(std::string_view) override {
        --depth_;
        if (!in_string_) return true;
        if (depth_ > 1) {
            rich_.on_end();
            return true;
        }
        in_string_ = false;
        return end_string();
    }
    bool on_text(std::string_view text) override {
        // One byte beyond the limit of a cell is enough to tell that it is too long.
        if (in_string_ && rich_.text().size() <= limits_.cell_bytes) rich_.on_text(text);
        return true;
    }

  private:
    bool end_string() {
        append_unescaped(strings_.text(), rich_.text());
        strings_.end_string();
        const Place place{.file = file_};
        if (strings_.size() > limits_.shared_strings)
            return fail(diagnose(Code::FileLimit, place, reasons::kSharedStrings, limits_.shared_strings));
        if (strings_.text().size() > limits_.shared_string_bytes)
            return fail(
                diagnose(Code::FileLimit, place, reasons::kSharedStringBytes, limits_.shared_string_bytes));
        return true;
    }

    SharedStrings& strings_;
    std::string file_;
    const Limits& limits_;
    RichText rich_;
    int depth_ = 0;
    bool in_string_ = false;
};

}  // namespace

bool is_true(std::string_view flag) {
    return flag == "1" || flag == "true" || flag == "on";
}

void RichText::on_start(std::string_view name) {
    ++depth_;
    if (depth_ == 1) in_run_ = name == "r";
    if (name == "t" && (depth_ == 1 || (depth_ == 2 && in_run_))) in_text_ = true;
}

void RichText::on_end() {
    --depth_;
    in_text_ = false;  // <t> has no elements in it
}

Result<void> parse_part(ZipArchive& archive, const std::string& part, XmlHandler& handler,
                        const std::string& file, const Limits& limits) {
    XmlSax sax(handler, file, reasons::quoted(part), limits);
    Result<XmlFlow> flow = XmlFlow::More;
    KAOHE_CHECK(archive.unpack(part, [&](std::string_view bytes) {
        flow = sax.feed(bytes);
        return flow && *flow == XmlFlow::More;
    }));
    if (!flow) return tl::make_unexpected(flow.error());
    if (*flow == XmlFlow::Stopped) return {};
    return sax.finish();
}

Result<Workbook> load_workbook(ZipArchive& archive, const std::string& file, const Limits& limits) {
    const Place place{.file = file};
    if (!archive.contains("_rels/.rels")) return failure(Code::FileKind, place, reasons::kNoWorkbook);
    KAOHE_TRY(package, load_relationships(archive, "", file, limits));
    const std::string main = target_of_type(package, "/officeDocument", "");
    if (main.empty()) return failure(Code::FileKind, place, reasons::kNoWorkbook);
    if (main.ends_with(".bin")) return failure(Code::FileKind, place, reasons::kBinaryWorkbook);

    WorkbookHandler list(file, limits);
    KAOHE_CHECK(parse_part(archive, main, list, file, limits));
    KAOHE_TRY(relationships, load_relationships(archive, main, file, limits));

    Workbook workbook;
    workbook.dates = list.dates;
    for (const auto& entry : list.sheets) {
        const auto found = relationships.find(entry.relationship);
        if (found == relationships.end())
            return failure(Code::FileDamaged, place,
                           fmt::format(reasons::kSheetTarget, reasons::quoted(entry.name)));
        if (!found->second.type.ends_with("/worksheet")) continue;
        workbook.sheets.push_back(
            {Sheet{.name = entry.name, .hidden = entry.hidden, .from_1904 = list.dates == DateSystem::From1904}, resolve_target(main, found->second.target)});
    }
    if (const auto styles = target_of_type(relationships, "/styles", main); !styles.empty()) {
        StyleHandler handler(file, limits);
        KAOHE_CHECK(parse_part(archive, styles, handler, file, limits));
        workbook.formats = handler.formats();
    }
    if (const auto strings = target_of_type(relationships, "/sharedStrings", main); !strings.empty()) {
        SharedStringHandler handler(workbook.strings, file, limits);
        KAOHE_CHECK(parse_part(archive, strings, handler, file, limits));
    }
    return workbook;
}

}  // namespace kaohe::io
