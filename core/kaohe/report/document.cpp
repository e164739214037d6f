#include "kaohe/report/document.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <future>
#include <mutex>
#include <nlohmann/json.hpp>
#include <simdjson.h>
#include <thread>

#include "kaohe/base/digest.h"
#include "kaohe/base/parallel.h"
#include "kaohe/base/text.h"
#include "kaohe/num/decimal.h"
#include "kaohe/report/take_apart.h"
#include "kaohe/report/words.h"

namespace kaohe::report {
namespace {

using Element = simdjson::dom::element;

constexpr std::string_view kResultSchema = "kaohe.result/1";
constexpr std::size_t kMaxLength = 18;  // characters of a number that is added up: leaves room for exact sums
constexpr std::size_t kMaxDigits = 18;  // decimals of an indicator

constexpr std::array<std::pair<std::string_view, Status>, 11> kStatuses = {{
    {"met", Status::Met},
    {"unmet", Status::Unmet},
    {"partial", Status::Partial},
    {"not_applicable", Status::NotApplicable},
    {"not_submitted", Status::NotSubmitted},
    {"invalid", Status::Invalid},
    {"not_due", Status::NotDue},
    {"pending_target", Status::PendingTarget},
    {"manual", Status::Manual},
    {"excluded", Status::Excluded},
    {"error", Status::Error},
}};

bool is_date(std::string_view text) {
    constexpr std::string_view kForm = "dddd-dd-dd";
    return text.size() == kForm.size() &&
           std::equal(text.begin(), text.end(), kForm.begin(),
                      [](char c, char form) { return form == 'd' ? c >= '0' && c <= '9' : c == form; });
}

// A member of the file, which knows the path that messages call it by. The first thing wrong is kept in `problem` and an
// empty value is returned, so that the functions below read like the schema; load_result() looks at the end.
//
// A node points at the one around it: it is read and forgotten, never kept.
class Node {
  public:
    Node(Element value, std::string& problem) : problem_(&problem) { set(value); }
    // A root that only gives its elements their path, and an element that was parsed by itself.
    explicit Node(std::string& problem) : problem_(&problem) {}
    Node(const Node& around, std::string_view key, std::size_t index, Element value) : Node(around, key, index) { set(value); }
    Node(const Node& around, std::string_view key, std::size_t index) : around_(&around), key_(key), index_(index), problem_(around.problem_) {}

    bool has(std::string_view key) const { return find(key).has_value(); }
    Node at(std::string_view key) const {
        if (!is_object_) fail("应为对象");
        const auto member = find(key);
        Node out(*this, key, 0);
        if (member) {
            out.set(*member);
        } else if (is_object_) {
            out.fail("缺少");
        }
        return out;
    }

    std::string text() const {
        std::string_view out;
        if (!value_ || value_->get(out)) fail("应为文字");
        return std::string(out);
    }
    std::string text(std::string_view key) const {
        const auto plain = plain_text(key);
        return plain ? std::string(*plain) : at(key).text();
    }
    std::string text_or_empty(std::string_view key) const {
        const auto plain = plain_text(key);
        return plain ? std::string(*plain) : has(key) ? at(key).text() : "";
    }

    std::string decimal(std::string_view key) const {
        if (const auto plain = plain_text(key); plain && plain->size() <= kMaxLength && num::Decimal::parse(*plain)) return std::string(*plain);
        const Node member = at(key);
        std::string out = member.text();
        if (out.size() > kMaxLength || !num::Decimal::parse(out)) member.fail("应为十进制数");
        return out;
    }
    std::string decimal_or_empty(std::string_view key) const {
        const auto plain = plain_text(key);
        return (plain && plain->empty()) || (!plain && !has(key)) ? std::string() : decimal(key);
    }
    std::optional<std::string> optional_decimal(std::string_view key) const { return has(key) ? std::optional(decimal(key)) : std::nullopt; }
    std::optional<std::string> optional_text(std::string_view key) const { return has(key) ? std::optional(text(key)) : std::nullopt; }
    std::string date(std::string_view key) const {
        const Node member = at(key);
        std::string out = member.text();
        if (!is_date(out)) member.fail("应为日期 YYYY-MM-DD");
        return out;
    }
    bool flag(std::string_view key) const {
        if (!has(key)) return false;
        const Node member = at(key);
        bool out = false;
        if (member.value_->get(out)) member.fail("应为 true 或 false");
        return out;
    }
    std::size_t count() const {
        std::uint64_t out = 0;
        if (!value_ || value_->get(out)) fail("应为非负整数");
        return out;
    }
    std::size_t count(std::string_view key) const { return has(key) ? at(key).count() : 0; }
    bool is_object() const { return is_object_; }

    // The names of the members of an object, sorted; none for what is no object.
    std::vector<std::string> names() const {
        std::vector<std::string> out;
        if (!is_object_) return fail("应为对象"), out;
        for (const auto member : object_) out.emplace_back(member.key);
        std::sort(out.begin(), out.end());
        return out;
    }

    // A list of what `read` makes of each element; a missing list is empty.
    template <class Read>
    auto list(std::string_view key, Read read) const {
        std::vector<decltype(read(*this))> out;
        if (!has(key)) return out;
        const Node member = at(key);
        simdjson::dom::array elements;
        if (member.value_->get(elements)) return member.fail("应为列表"), out;
        out.reserve(elements.size());
        for (const Element element : elements) {
            out.push_back(read(Node(member, {}, out.size(), element)));
        }
        return out;
    }

    // The same for large items: `read` fills each where it stays.
    template <class Item, class Read>
    void fill(std::string_view key, std::vector<Item>& out, Read read) const {
        if (!has(key)) return;
        const Node member = at(key);
        simdjson::dom::array elements;
        if (member.value_->get(elements)) return member.fail("应为列表");
        out.reserve(elements.size());
        for (const Element element : elements) {
            const Node node(member, {}, out.size(), element);
            read(node, out.emplace_back());
        }
    }

    void fail(std::string_view what) const {
        if (!problem_->empty()) return;
        const std::string where = path();
        *problem_ = (where.empty() ? std::string("结果") : where) + " " + std::string(what);
    }

  private:
    void set(Element value) {
        value_ = value;
        is_object_ = !value.get(object_);
        if (!is_object_) return;
        members_.reserve(object_.size());
        for (const auto member : object_) {
            if (member.value.is_null()) continue;
            members_.push_back({member.key, member.value});
            marks_ |= mark_of(member.key);
        }
    }

    // One bit of 64 for a name. Most members that are asked for are not there, and most of those are known by their bit.
    static std::uint64_t mark_of(std::string_view key) {
        if (key.empty()) return 1;
        const auto of = [](char c) { return static_cast<std::size_t>(static_cast<unsigned char>(c)); };
        return std::uint64_t{1} << ((key.size() * 11 + of(key.front()) * 5 + of(key.back())) % 64);
    }

    // A member that is a text; nothing for any other, and for none.
    std::optional<std::string_view> plain_text(std::string_view key) const {
        const auto member = find(key);
        std::string_view out;
        return member && !member->get(out) ? std::optional(out) : std::nullopt;
    }

    // Nothing for a member that is missing or null. Members are mostly asked for in their order, so the search goes on where
    // the last one ended.
    std::optional<Element> find(std::string_view key) const {
        if ((marks_ & mark_of(key)) == 0) return std::nullopt;
        const auto is_it = [&](std::size_t i) { return members_[i].first.size() == key.size() && std::memcmp(members_[i].first.data(), key.data(), key.size()) == 0; };
        for (std::size_t i = next_; i < members_.size(); ++i)
            if (is_it(i)) return next_ = i, members_[i].second;
        for (std::size_t i = 0; i < next_; ++i)
            if (is_it(i)) return next_ = i, members_[i].second;
        return std::nullopt;
    }

    // "regions[2].rules[0].status"
    std::string path() const {
        if (!around_) return {};
        const std::string before = around_->path();
        if (key_.empty()) return fmt::format("{}[{}]", before, index_);
        return before.empty() ? std::string(key_) : before + "." + std::string(key_);
    }

    const Node* around_ = nullptr;
    std::string_view key_;    // "" for an element of a list
    std::size_t index_ = 0;
    std::string* problem_;
    std::optional<Element> value_;
    bool is_object_ = false;
    simdjson::dom::object object_;
    std::vector<std::pair<std::string_view, Element>> members_;  // that are not null
    std::uint64_t marks_ = 0;
    mutable std::size_t next_ = 0;
};

Status read_status(const Node& node) {
    const std::string word = node.text();
    auto it =
        std::find_if(kStatuses.begin(), kStatuses.end(), [&](const auto& row) { return row.first == word; });
    if (it == kStatuses.end()) return node.fail("不是已知的状态“" + word + "”"), Status::Error;
    return it->second;
}

Place read_place(const Node& node) {
    return {.file = node.text_or_empty("file"),
            .sheet = node.text_or_empty("sheet"),
            .cell = node.text_or_empty("cell"),
            .line = static_cast<int>(node.count("line")),
            .column = static_cast<int>(node.count("column"))};
}

Basis read_basis(const Node& node) {
    return {node.text_or_empty("standard"), node.text_or_empty("clause"), node.text_or_empty("status")};
}

Method read_method(const Node& node) {
    return {node.text_or_empty("id"), node.text_or_empty("edition"), node.list("basis", read_basis)};
}

MethodWords read_words(const Node& node) {
    return {node.text("id"), node.text_or_empty("title"), node.list("outputs", [](const Node& output) {
                return OutputWords{output.text("name"), output.text_or_empty("title"), output.text_or_empty("unit")};
            })};
}

TraceStep read_step(const Node& node) {
    return {node.text_or_empty("step"), node.text_or_empty("rule"), node.text_or_empty("in"),
            node.text_or_empty("to"),   node.text_or_empty("out"),  node.text_or_empty("text")};
}

// The members of an object as names and texts, in the order of the names.
std::vector<NamedValue> read_values(const Node& node) {
    std::vector<NamedValue> out;
    for (const std::string& name : node.names()) out.push_back({name, node.text_or_empty(name)});
    return out;
}

SeriesPoint read_point(const Node& node) {
    return {node.text_or_empty("period"), node.text_or_empty("value")};
}

Target read_target(const Node& node) {
    return {node.text_or_empty("op"), node.text_or_empty("value")};
}

Cite read_cite(const Node& node) {
    return {node.text_or_empty("source"), node.text_or_empty("clause")};
}

// Where the figures come from and how the points were worked out.
void read_details(const Node& node, Rule& rule) {
    rule.explain = node.text_or_empty("explain");
    if (node.has("values")) rule.values = read_values(node.at("values"));
    rule.series = node.list("series", read_point);
    rule.rows = node.list("rows", read_place);
    rule.row_counts = node.list("rows", [](const Node& row) { return row.has("rows") ? row.count("rows") : 1; });
    rule.inputs = node.list("inputs", [](const Node& index) { return index.count(); });
    if (node.has("cite")) rule.cite = read_cite(node.at("cite"));
    rule.trace = node.list("trace", read_step);
    rule.notes = node.list("notes", [](const Node& note) { return note.text(); });
    for (const char* key : {"lead", "implement"})
        if (rule.units.empty() && node.has(key)) rule.units = join(node.list(key, [](const Node& unit) { return unit.text(); }), "、");
    if (node.has("method")) rule.method = node.at("method").is_object() ? read_method(node.at("method")) : Method{node.text("method"), "", {}};
}

// An engine writes 0 points for a rule that is still open; here those are no points at all, so that nothing
// counts them as lost. Without `points_max` the region's provisional total tells.
void clear_open_points(Rule& rule, const std::optional<std::string>& points_max, bool is_provisional) {
    if (!rule.points || !is_zero(*rule.points)) return;
    const bool is_open = points_max ? !is_zero(*points_max)
                                    : is_provisional && (is_missing(rule.status) || is_waiting(rule.status));
    if (is_open) rule.points.reset();
}

void read_rule(const Node& node, bool is_provisional, bool with_details, Rule& rule) {
    // In the order in which the members are written: that is fastest.
    rule.id = node.text("rule");
    rule.title = node.text("title");
    rule.unit = node.text_or_empty("unit");
    rule.group = node.text_or_empty("group");
    rule.indicator = node.text_or_empty("indicator");
    rule.digits = static_cast<int>(std::min(node.count("digits"), kMaxDigits));
    rule.status = read_status(node.at("status"));
    rule.reason = node.text_or_empty("reason");
    rule.actual = node.optional_text("actual");
    rule.exact = node.text_or_empty("exact");
    if (node.has("target")) rule.target = read_target(node.at("target"));
    rule.borderline = node.flag("borderline");
    rule.full_met = node.flag("full_met");
    rule.rounded_met = node.flag("rounded_met");
    rule.gap = node.optional_text("gap");
    rule.points = node.optional_decimal("points");
    const auto points_max = node.optional_decimal("points_max");
    rule.possible = node.decimal_or_empty("possible");
    rule.demo = node.flag("demo");
    if (with_details) read_details(node, rule);
    rule.part_of = node.text_or_empty("part_of");
    rule.summary = node.has("members");
    if (!rule.part_of.empty()) rule.points.reset(), rule.possible.clear();
    clear_open_points(rule, points_max, is_provisional);
}

Group read_group(const Node& node) {
    return {node.text("id"), node.text("title"), node.decimal("points"), node.decimal("possible")};
}

LedgerEntry read_entry(const Node& node) {
    return {node.text_or_empty("rule"), node.text("kind"), node.decimal_or_empty("points"),
            node.text_or_empty("reason")};
}

Veto read_veto(const Node& node) {
    return {node.text_or_empty("id"), node.text("title"), node.text_or_empty("effect")};
}

Event read_event(const Node& node) {
    return {node.text_or_empty("id"),     node.text_or_empty("title"),  node.text_or_empty("kind"),
            node.text_or_empty("effect"), node.text_or_empty("points"), node.text_or_empty("count"),
            node.list("rows", read_place)};
}

Duty read_duty(const Node& node) {
    Duty duty;
    duty.id = node.text("id");
    duty.number = node.text_or_empty("no");
    duty.title = node.text_or_empty("title");
    for (const char* key : {"lead", "implement"})
        if (duty.unit_names.empty()) duty.unit_names = node.list(key, [](const Node& unit) { return unit.text(); });
    duty.units = join(duty.unit_names, "、");
    duty.due = node.text_or_empty("due");
    duty.due_text = node.text_or_empty("due_text");
    duty.state = node.text("state");
    duty.done = node.text_or_empty("done");
    duty.percent = node.decimal_or_empty("percent");
    duty.progress = node.text_or_empty("progress");
    duty.problems = node.text_or_empty("problems");
    if (node.has("cite")) duty.cite = read_cite(node.at("cite"));
    return duty;
}

Region read_region(const Node& node, bool with_details) {
    Region region;
    region.name = node.text("region");
    region.code = node.text_or_empty("code");
    region.kind = node.text_or_empty("kind");
    region.total = node.decimal("total");
    region.total_max = node.decimal("total_max");
    region.possible = node.decimal("possible");
    region.provisional = node.flag("provisional");
    region.grade = node.text_or_empty("grade");
    if (node.has("rank")) region.rank = static_cast<int>(node.count("rank"));
    region.bonus = node.decimal_or_empty("bonus");
    region.veto = node.list("veto", read_veto);
    region.groups = node.list("groups", read_group);
    node.fill("rules", region.rules, [&](const Node& member, Rule& rule) { read_rule(member, region.provisional, with_details, rule); });
    region.ledger = node.list("ledger", read_entry);
    region.tasks = node.list("tasks", read_duty);
    region.projects = node.list("projects", read_duty);
    region.events = node.list("events", read_event);
    return region;
}

Pack read_pack(const Node& node) {
    return {node.text("id"),     node.text("version"),         node.text("title"),
            node.text("digest"), node.text_or_empty("office"), node.text_or_empty("year_label")};
}

Scheme read_scheme(const Node& node) {
    return {node.text_or_empty("title"), node.decimal_or_empty("total"),
            node.decimal_or_empty("rank_interval")};
}

// Everything but the regions.
Document read_head(const Node& node) {
    Document document;
    document.engine = node.text_or_empty("engine");
    document.period = node.text("period");
    document.as_of = node.date("as_of");
    document.pack = read_pack(node.at("pack"));
    if (node.has("scheme")) document.scheme = read_scheme(node.at("scheme"));
    document.grades = node.list("grades", [](const Node& grade) {
        return Grade{grade.text("title"), grade.decimal_or_empty("at_least")};
    });
    document.inputs = node.list("inputs", [](const Node& input) {
        return Input{input.text("name"), input.text("digest"), input.count("rows")};
    });
    document.sources = node.list("sources", [](const Node& source) {
        return Source{source.text("id"), source.text("title"), source.text_or_empty("number"),
                      source.text_or_empty("issued"), source.flag("demo")};
    });
    document.consequences = node.list("consequences", [](const Node& item) {
        return Consequence{.id = item.text("id"),
                           .title = item.text("title"),
                           .when = item.text_or_empty("when"),
                           .source = item.text_or_empty("source"),
                           .clause = item.text_or_empty("clause"),
                           .kind = item.text_or_empty("kind"),
                           .gap_at_least = item.decimal_or_empty("gap_at_least"),
                           .share_unmet = item.decimal_or_empty("share_unmet"),
                           .grade = item.text_or_empty("grade"),
                           .repeated = item.flag("repeated"),
                           .reward = item.flag("reward"),
                           .on_enterprise = item.text_or_empty("whom") == "enterprise"};
    });
    document.methods = node.list("methods", read_words);
    document.findings = node.list("findings", [](const Node& item) {
        return Finding{item.text("code"), item.text_or_empty("severity"), item.text_or_empty("message"),
                       item.has("place") ? read_place(item.at("place")) : Place{},
                       item.text_or_empty("mend")};
    });
    return document;
}

// The regions of a result, each parsed from its own piece of the text, on other threads while the pieces are still being found.
class RegionReader {
  public:
    // `end`: behind the last character of the whole text.
    RegionReader(const char* end, int jobs, bool with_details) : end_(end), with_details_(with_details) {
        for (int i = 1; i < jobs; ++i) threads_.emplace_back([this] { read_all(); });
    }
    ~RegionReader() { close(); }
    RegionReader(const RegionReader&) = delete;
    RegionReader& operator=(const RegionReader&) = delete;

    void add(std::string_view piece) {
        {
            const std::lock_guard lock(mutex_);
            items_.emplace_back().piece = piece;
        }
        added_.notify_one();
    }

    // After the last piece. Fails with the number of the first piece that is no JSON, or with what is wrong in the first that is no
    // region.
    struct Wrong {
        simdjson::error_code error = simdjson::SUCCESS;
        std::string problem;
    };
    tl::expected<std::vector<Region>, Wrong> take() {
        close();
        read_all();
        threads_.clear();  // joins
        if (failure_) std::rethrow_exception(failure_);
        for (const Item& item : items_)
            if (item.error != simdjson::SUCCESS || !item.problem.empty()) return tl::make_unexpected(Wrong{item.error, item.problem});
        std::vector<Region> out;
        out.reserve(items_.size());
        for (Item& item : items_) out.push_back(std::move(item.region));
        return out;
    }

  private:
    struct Item {
        std::string_view piece;
        simdjson::error_code error = simdjson::SUCCESS;
        std::string problem;
        Region region;
    };

    void close() {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
        }
        added_.notify_all();
    }

    void read_all() {
        try {
            simdjson::dom::parser parser;
            while (true) {
                std::unique_lock lock(mutex_);
                added_.wait(lock, [&] { return next_ < items_.size() || closed_; });
                if (next_ == items_.size()) return;
                const std::size_t index = next_++;
                Item& item = items_[index];  // of a deque: it stays where it is
                lock.unlock();
                read(parser, index, item);
            }
        } catch (...) {
            const std::lock_guard lock(mutex_);
            failure_ = std::current_exception();
        }
    }

    void read(simdjson::dom::parser& parser, std::size_t index, Item& item) const {
        const bool has_padding = static_cast<std::size_t>(end_ - item.piece.data()) >= item.piece.size() + simdjson::SIMDJSON_PADDING;
        Element json;
        item.error = parser.parse(item.piece.data(), item.piece.size(), !has_padding).get(json);
        if (item.error != simdjson::SUCCESS) return;
        const Node root(item.problem), list(root, "regions", 0);
        item.region = read_region(Node(list, {}, index, json), with_details_);
    }

    const char* end_;
    bool with_details_;
    std::mutex mutex_;
    std::condition_variable added_;
    std::deque<Item> items_;
    std::size_t next_ = 0;
    bool closed_ = false;
    std::exception_ptr failure_;
    std::vector<std::jthread> threads_;
};

std::size_t count_rules(const std::vector<Region>& regions) {
    std::size_t out = 0;
    for (const Region& region : regions) out += region.rules.size();
    return out;
}

// A rule names its method; what the result says of methods stands once.
void join_methods(std::vector<Region>& regions, const std::vector<Method>& methods, int jobs) {
    for_each_index(regions.size(), jobs, [&](std::size_t i) {
        for (Rule& rule : regions[i].rules)
            for (const Method& method : methods)
                if (rule.method.id == method.id && rule.method.basis.empty()) rule.method = method;
    });
}

// What the schema alone does not say: every rule points at inputs that exist.
void check_inputs(const Document& document, const Node& root) {
    for (const Region& region : document.regions)
        for (const Rule& rule : region.rules)
            for (std::size_t input : rule.inputs)
                if (input >= document.inputs.size())
                    root.fail(
                        fmt::format("中 {} 的 {} 引用了不存在的 inputs[{}]", region.name, rule.id, input));
}

// Where and why a text is not JSON, from the parser that says so.
std::optional<std::string> why_not_json(std::string_view bytes) {
    try {
        [[maybe_unused]] const auto parsed = nlohmann::json::parse(bytes);
        return std::nullopt;
    } catch (const nlohmann::json::parse_error& error) {
        return error.what();
    }
}

}  // namespace

const Source* Document::source(std::string_view id) const {
    auto it =
        std::find_if(sources.begin(), sources.end(), [&](const Source& source) { return source.id == id; });
    return it == sources.end() ? nullptr : &*it;
}

const MethodWords* Document::method(std::string_view id) const {
    auto it = std::find_if(methods.begin(), methods.end(), [&](const MethodWords& words) { return words.id == id; });
    return it == methods.end() ? nullptr : &*it;
}

const OutputWords* MethodWords::output(std::string_view name) const {
    auto it = std::find_if(outputs.begin(), outputs.end(), [&](const OutputWords& words) { return words.name == name; });
    return it == outputs.end() ? nullptr : &*it;
}

Result<Document> load_result(std::string_view json_bytes, std::string name, Detail detail, int jobs) {
    const auto not_json = [&](simdjson::error_code error) {
        return failure(Code::FileJson, Place{.file = name}, why_not_json(json_bytes).value_or(simdjson::error_message(error)));
    };
    const auto no_result = [&](const std::string& problem) { return failure(Code::ResultSchema, Place{.file = name}, problem); };
    auto digest = std::async(jobs > 1 ? std::launch::async : std::launch::deferred, [&] { return sha256(json_bytes); });
    // A shorter text has no more rules than kMostDetailed, or says nothing about them but their points.
    constexpr std::size_t kBareBytes = 300;  // of a rule
    const bool is_long = json_bytes.size() >= kMostDetailed * kBareBytes;
    const bool with_details = detail == Detail::All || !is_long;
    const char* const end = json_bytes.data() + json_bytes.size();
    std::optional<RegionReader> regions(std::in_place, end, jobs, with_details);
    const auto pieces = take_apart(json_bytes, "regions", [&](std::string_view piece) { regions->add(piece); });
    simdjson::dom::parser parser;
    Element json;
    if (const auto error = (pieces ? parser.parse(pieces->head) : parser.parse(json_bytes.data(), json_bytes.size())).get(json)) return not_json(error);
    std::string problem;
    const Node root(json, problem);
    const std::string schema = root.text("schema");
    if (problem.empty() && schema != kResultSchema) root.fail(fmt::format("的 schema 是“{}”，应为 {}", schema, kResultSchema));
    root.at("regions");  // an absent list would draw an empty book
    if (!pieces) root.fail("的 regions 应为列表，只写一次");
    if (!problem.empty()) return no_result(problem);
    Document document = read_head(root);
    auto read = regions->take();
    if (read && is_long && count_rules(*read) <= kMostDetailed && !with_details) {
        regions.emplace(end, jobs, true);
        for (const std::string_view piece : pieces->elements) regions->add(piece);
        read = regions->take();
    }
    if (!read && read.error().error != simdjson::SUCCESS) return not_json(read.error().error);
    if (problem.empty() && !read) problem = read.error().problem;
    const auto methods = root.list("methods", read_method);
    if (!problem.empty()) return no_result(problem);
    document.regions = std::move(*read);
    document.is_large = is_long && count_rules(document.regions) > kMostDetailed;
    join_methods(document.regions, methods, jobs);
    check_inputs(document, root);
    if (!problem.empty()) return no_result(problem);
    document.name = std::move(name);
    document.digest = digest.get();
    return document;
}

}  // namespace kaohe::report
