#include "kaohe/rules/load.h"

#include <algorithm>
#include <charconv>
#include <future>
#include <set>
#include <tuple>

#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/base/version.h"
#include "kaohe/rules/loader.h"

namespace kaohe::rules {
namespace {

namespace fs = std::filesystem;

struct Version {
    int major = 0, minor = 0, patch = 0;
    friend auto operator<=>(const Version&, const Version&) = default;
};
std::optional<Version> parse_version(std::string_view text) {
    Version out;
    int* parts[] = {&out.major, &out.minor, &out.patch};
    for (int* part : parts) {
        auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), *part);
        if (ec != std::errc()) return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (text.empty()) return out;
        if (text[0] != '.') return std::nullopt;
        text.remove_prefix(1);
    }
    return std::nullopt;
}

// ">=0.1, <1": all parts hold. Nothing when it is not such a text.
std::optional<bool> satisfies(std::string_view engine, std::string_view constraint) {
    const auto current = parse_version(engine);
    bool holds = true;
    for (const auto& part : split(constraint, ',')) {
        std::string_view rest = trim(part);
        const std::size_t digits = rest.find_first_of("0123456789");
        if (digits == std::string_view::npos || !current) return std::nullopt;
        const std::string_view op = trim(rest.substr(0, digits));
        const auto version = parse_version(rest.substr(digits));
        if (!version) return std::nullopt;
        if (op == ">=") holds = holds && *current >= *version;
        else if (op == "<") holds = holds && *current < *version;
        else if (op == ">") holds = holds && *current > *version;
        else if (op == "<=") holds = holds && *current <= *version;
        else if (op == "=" || op == "==") holds = holds && *current == *version;
        else return std::nullopt;
    }
    return holds;
}

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> out;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder.empty() ? "." : folder, error)) out.push_back(display_path(entry.path().filename()));
    std::sort(out.begin(), out.end());
    return out;
}

// Why a pack may not read that file of its folder: it leads out, by name or by a link, or is nothing to be read. "" when
// it may. What is no ordinary file is never opened: a pipe would be waited for.
std::string why_not_of_pack(const fs::path& folder, const std::string& file) {
    std::error_code error;
    if (file.find("..") != std::string::npos || fs::path(file).is_absolute() || file.find('\0') != std::string::npos)
        return "只能使用规则包文件夹内的文件";
    fs::path path = folder;
    for (const auto& part : fs::path(file)) {
        path /= part;
        const auto status = fs::symlink_status(path, error);
        if (!fs::exists(status)) return "没有这个文件" + suggestion(file, names_in(folder));
        if (fs::is_symlink(status)) return "不能使用链接，请把文件放进规则包文件夹";
    }
    return fs::is_regular_file(path, error) ? "" : "不是普通文件";
}

std::optional<bool> parse_yes_no(std::string_view text) {
    if (text == "是" || text == "true" || text == "TRUE" || text == "1") return true;
    if (text.empty() || text == "否" || text == "false" || text == "FALSE" || text == "0") return false;
    return std::nullopt;
}

}  // namespace

Loader::Each Loader::all(std::string_view word) const {
    Each out;
    for (const auto& declaration : loaded_->declarations)
        if (declaration.word == word) out.push_back(&declaration);
    return out;
}

Fields Loader::fields_of(const lua::Declaration& declaration) const {
    const auto index = static_cast<std::size_t>(&declaration - loaded_->declarations.data());
    const WordSpec& spec = *find_word(declaration.word, loaded_->kinds[index]);
    const std::string label = declaration.id.empty() ? declaration.word : fmt::format("{} \"{}\"", declaration.word, declaration.id);
    return Fields(declaration.fields, spec, label, declaration.place, findings_);
}

Fields Loader::fields_of(const lua::Value& constructor, const Place& place) const {
    Place own = place;
    if (constructor.line > 0) own.line = constructor.line;
    return Fields(constructor, *find_word(constructor.form, ScriptKind::Pack), constructor.form, own, findings_);
}

bool Loader::is_new(const lua::Declaration& declaration) { return is_new_id(declaration.word, declaration.id, declaration.place); }

bool Loader::is_new_id(std::string_view word, const std::string& id, const Place& place) {
    auto [it, added] = seen_.emplace(fmt::format("{} {}", word, id), place);
    if (added) return true;
    Diagnostic& finding = findings_.add(Code::RuleDuplicate, place, word, id, to_string(it->second));
    if (id.empty()) finding.message = fmt::format("{} 只能写一次，已在 {} 写过", word, to_string(it->second));
    return false;
}

Place Loader::pack_place() const {
    const auto& scripts = plan_.scripts.all;  // the pack is read last
    return {.file = scripts.empty() || scripts.back().kind != ScriptKind::Pack ? display_path(folder_) : scripts.back().chunk.name};
}

std::optional<std::string_view> Loader::side_file(const std::string& file, const Fields& fields) {
    if (const std::string reason = why_not_of_pack(folder_, file); !reason.empty()) {
        fields.error(Code::RuleFile, file, reason);
        return std::nullopt;
    }
    auto bytes = FileBytes::open(folder_ / file);
    if (!bytes) {
        fields.error(Code::RuleFile, file, "无法读取：" + bytes.error().message);
        return std::nullopt;
    }
    return side_files_.insert_or_assign(file, std::move(*bytes)).first->second.view();
}

std::optional<SideTable> Loader::read_side_table(const std::string& file, const Fields& fields) {
    const auto bytes = side_file(file, fields);
    return bytes ? parse_side_table(*bytes, display_path(folder_ / file), findings_) : std::nullopt;
}

void Loader::load(const Scripts::Loaded& loaded) {
    loaded_ = &loaded;
    load_units();
    load_words();
    load_dictionary();
    load_methods();
    load_checks();
    load_pack();
    load_regions();
    load_sources();
    load_responsible();
    load_indicators();
    load_targets();
    load_scheme();
    load_tasks();
    load_thresholds();
    load_projects();
    load_consequences();
    for (const auto& declaration : loaded.declarations) {
        const std::string& word = declaration.word;
        if (word == "targets" || word == "dictionary" || word == "method" || word == "grades" || word == "unit" || word == "words") continue;
        if (word == "units" || word == "tasks" || word == "thresholds") continue;  // several files of each
        is_new(declaration);
    }
}

void Loader::load_pack() {
    const auto packs = all("pack");
    if (packs.empty()) {
        findings_.add(Code::RuleFieldMissing, pack_place(), "规则包", "pack { … }", "规则包的编号、名称、版本和考核期");
        return;
    }
    const Fields fields = fields_of(*packs.front());
    plan_.id = fields.text("id");
    plan_.title = fields.text("title");
    plan_.version = fields.text("version");
    plan_.engine = fields.text("engine");
    plan_.office = fields.text("office");
    plan_.year_label = fields.text("year_label");
    if (const auto period = model::Period::parse(fields.text("period"))) {
        plan_.period = *period;
        if (year_ == 0) year_ = model::calendar(period->last).year;
    }
    else if (fields.has("period"))
        fields.error(Code::RuleValue, fields.label(), "period", "考核期应写成 2021、2021-09 或 2018-2020");
    if (!fields.has("engine")) return;
    const auto satisfied = satisfies(kVersion, plan_.engine);
    if (!satisfied)
        fields.error(Code::RuleValue, fields.label(), "engine", "应写成 \">=0.1, <1\"");
    else if (!*satisfied)
        fields.error(Code::RuleEngine, plan_.engine, kVersion);
}

void Loader::add_region(model::Region region, const Place& place) {
    if (region.name.empty()) {
        findings_.add(Code::RuleFieldMissing, place, "regions", "name", "县区名称");
        return;
    }
    std::vector<std::string> names = region.aliases;
    names.push_back(region.name);
    if (!region.code.empty() && region.code != region.name) names.push_back(region.code);
    for (const std::string& name : names) {
        const auto [it, added] = plan_.region_index.emplace(fold(name), plan_.regions.size());
        if (!added && it->second != plan_.regions.size())
            findings_.add(Code::RuleDuplicate, place, "县区名称", name, fmt::format("“{}”的名称或别名中", plan_.regions[it->second].name));
        else if (!added && name == region.name)
            findings_.add(Code::RuleDuplicate, place, "县区名称", name, fmt::format("“{}”的别名中", region.name));
    }
    plan_.regions.push_back(std::move(region));
}

namespace {

std::optional<model::Region::Kind> parse_kind(std::string_view text) {
    using Kind = model::Region::Kind;
    if (text == "county" || text == "县区") return Kind::County;
    if (text == "city" || text == "市") return Kind::City;
    if (text == "zone" || text == "开发区") return Kind::Zone;
    if (text == "bureau" || text == "部门") return Kind::Bureau;
    return std::nullopt;
}

}  // namespace

void Loader::load_regions() {
    for (const auto* declaration : all("regions")) {
        const Fields fields = fields_of(*declaration);
        std::vector<const lua::Value*> rows;
        for (const auto& row : declaration->fields.list) rows.push_back(&row);
        if (const auto* value = fields.value("rows"))
            for (const auto& row : value->list) rows.push_back(&row);
        for (const auto* row : rows) {
            const Fields entry(*row, nested_word("region"), "regions", declaration->place, findings_);
            model::Region region{entry.text("name"), entry.text("code"), parse_kind(entry.text("kind")).value_or(model::Region::Kind::County),
                                 !entry.has("ranked") || entry.flag("ranked"), entry.texts("aliases")};
            add_region(std::move(region), declaration->place);
        }
        if (!fields.has("file")) continue;
        const auto table = read_side_table(fields.text("file"), fields);
        if (!table) continue;
        const int name = table->find({"name", "县区", "名称", "region", "county"}), code = table->find({"code", "区划代码", "代码"}),
                  kind = table->find({"kind", "类型"}), ranked = table->find({"ranked", "参与排名", "参评", "排名"}),
                  aliases = table->find({"aliases", "别名"});
        if (name < 0) fields.error(Code::RuleFile, fields.text("file"), "没有 name（县区）列");
        for (const auto& row : table->rows) {
            if (name < 0) break;
            const auto cell = [&](int column) { return column < 0 ? std::string() : row.cells[static_cast<std::size_t>(column)]; };
            const auto parsed = kind < 0 ? model::Region::Kind::County : parse_kind(cell(kind));
            if (!parsed) findings_.add(Code::RuleFieldChoice, row.place, "regions", "kind", cell(kind), "county city zone bureau");
            const auto takes_rank = ranked < 0 ? std::optional(true) : parse_yes_no(cell(ranked));
            if (!takes_rank) findings_.add(Code::RuleFieldChoice, row.place, "regions", "ranked", cell(ranked), "是 否");
            add_region({cell(name), cell(code), parsed.value_or(model::Region::Kind::County), takes_rank.value_or(false),
                        split_names(cell(aliases))},
                       row.place);
        }
    }
    if (plan_.regions.empty())
        findings_.add(Code::RuleFieldMissing, pack_place(), "规则包", "regions { … }", "参加考核的县区");
}

void Loader::load_sources() {
    for (const auto* declaration : all("source")) {
        const Fields fields = fields_of(*declaration);
        plan_.sources.push_back({declaration->id, fields.text("title"), fields.text("number"), fields.text("issued"), fields.text("file"), fields.flag("demo"), declaration->place});
    }
}

void Loader::check_cite(const Cite& cite, const std::string& label, const Place& place) {
    if (cite.source.empty() && cite.clause.empty()) return;  // its absence was reported with the field
    std::vector<std::string> ids;
    for (const auto& source : plan_.sources) ids.push_back(source.id);
    if (std::find(ids.begin(), ids.end(), cite.source) == ids.end())
        findings_.add(Code::RuleReference, place, label, "依据文件", cite.source, suggestion(cite.source, ids));
    if (trim(cite.clause).empty()) findings_.add(Code::RuleCite, place, label);
}

// --- what the rest of the program asks of a plan

std::optional<std::size_t> Plan::find_region(std::string_view folded) const {
    const auto it = region_index.find(folded);
    return it == region_index.end() ? std::nullopt : std::optional(it->second);
}

std::optional<std::size_t> Plan::find_indicator(std::string_view id_or_title) const {
    if (const auto it = indicator_index.find(id_or_title); it != indicator_index.end()) return it->second;
    const auto it = title_index.find(fold(id_or_title));
    return it == title_index.end() ? std::nullopt : it->second;
}

const Plan::Digests& Plan::digests() const {
    static const Digests none;
    return digests_later.valid() ? digests_later.get() : none;
}

const Unit* Plan::find_unit(std::string_view folded) const {
    const auto it = unit_index.find(folded);
    return it == unit_index.end() ? nullptr : &responsible[it->second];
}

std::vector<std::string> Plan::region_names() const {
    std::vector<std::string> out;
    for (const auto& region : regions) out.push_back(region.name);
    return out;
}

std::vector<std::string> Plan::indicator_names() const {
    std::vector<std::string> out;
    for (const auto& indicator : indicators) {
        out.push_back(indicator.id);
        out.push_back(indicator.title);
    }
    return out;
}

const Measure* Plan::find_measure(std::string_view written) const {
    const std::string wanted = fold(written);
    auto it = std::find_if(units.begin(), units.end(), [&](const Measure& unit) { return model::is_one_of(unit.names, wanted); });
    return it == units.end() ? nullptr : &*it;
}

bool Plan::same_unit(std::string_view a, std::string_view b) const {
    if (fold(a) == fold(b)) return true;
    const Measure* x = find_measure(a);
    return x && x == find_measure(b);
}

std::optional<num::Ratio> Plan::conversion(std::string_view from, std::string_view to) const {
    if (fold(from) == fold(to)) return num::Ratio(1);
    const Measure *x = find_measure(from), *y = find_measure(to);
    if (!x || !y || x->base != y->base) return std::nullopt;
    return x->factor / y->factor;
}

bool Plan::known_unit(std::string_view unit) const { return find_measure(unit) != nullptr; }

// --- the entrance

namespace {

// What two checks found in the same place with the same words is said once.
void add_each_once(const Diagnostics& found, Diagnostics& out) {
    std::set<std::tuple<Code, std::string, std::string>> said;
    for (const auto& finding : found.all())
        if (said.emplace(finding.code, to_string(finding.place), finding.message).second) out.add(finding);
}

}  // namespace

std::shared_ptr<const Plan> load_pack(const LoadOptions& options, Diagnostics& findings) {
    std::error_code error;
    const bool folder_given = fs::is_directory(options.pack, error);
    const fs::path file = folder_given ? options.pack / "pack.lua" : options.pack;
    if (!fs::is_regular_file(file, error) || file.extension() != ".lua") {
        findings.add(Code::PackMissing, Place{.file = display_path(options.pack)}, display_path(options.pack));
        return nullptr;
    }
    if (folder_given && fs::is_symlink(fs::symlink_status(file, error))) {
        findings.add(Code::RuleFile, Place{.file = display_path(file)}, display_path(file), "不能使用链接，请把文件放进规则包文件夹");
        return nullptr;
    }
    auto plugin_folders = options.plugin_folders;
    if (fs::is_directory(file.parent_path() / "plugins", error)) plugin_folders.push_back(file.parent_path() / "plugins");

    Diagnostics found;
    auto plan = std::make_shared<Plan>();
    plan->scripts = Scripts::read(plugin_folders, file, found);
    plan->scripts.sandbox = options.sandbox;
    lua::State state(options.sandbox);
    const Scripts::Loaded loaded = plan->scripts.run(state, found);
    Loader loader(*plan, file.parent_path(), options.year, options.jobs, found);
    loader.load(loaded);
    plan->digests_later = std::async(std::launch::deferred,
                                     [scripts = plan->scripts.files(ScriptKind::Pack), methods = plan->scripts.files(ScriptKind::Method),
                                      side_files = loader.take_side_files()] {
                                         std::map<std::string, std::string_view> files(scripts.begin(), scripts.end());
                                         for (const auto& [name, bytes] : side_files) files.try_emplace(name, bytes.view());
                                         return Plan::Digests{Scripts::digest(files), Scripts::digest({methods.begin(), methods.end()})};
                                     }).share();
    add_each_once(found, findings);
    return found.has_errors() ? nullptr : plan;
}

}  // namespace kaohe::rules
