// kaohe/report/lists.h - inside the report: what a workbook can list, entry by entry, and the cells of each.
//
// A list is made from the result only; a layout picks among its fields. Sums and differences between fields are live formulas
// where both ends are drawn and the stored figures really add up.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/report/document.h"
#include "kaohe/report/report.h"
#include "kaohe/report/table.h"
#include "kaohe/report/template.h"

namespace kaohe::report {

using Regions = std::vector<const Region*>;

// A group of rules over all regions, in the order in which they first appear.
struct GroupColumns {
    std::string id, title;
    struct RuleColumn {
        std::string id, title,
            possible;           // the largest of all regions: what is not applicable may count for less
        std::size_t place = 0;  // among the rules of the first region that has it, where most have it
    };
    std::vector<RuleColumn> rules;  // none for what is not scored by rules: bonus, rescaling, veto
};

// What the lists are made from.
struct Facts {
    Facts(const Document& document, Regions regions, const Document* previous = nullptr);

    const Document& document;
    Regions regions;  // in pack order: those that are drawn
    const Document* previous;
    std::vector<GroupColumns> groups;  // of these regions
    std::size_t rules = 0;             // that these regions have, each counted once
    bool has_details = true;           // false where so many rules are drawn that their derivations are left out
};

// One line of a list. Which members are set depends on the list.
struct Entry {
    std::size_t number = 0;  // from 1, within the list
    const Region* region = nullptr;
    const Rule* rule = nullptr;
    const LedgerEntry* ledger = nullptr;
    const Veto* veto = nullptr;
    const Duty* duty = nullptr;
    const Method* method = nullptr;
    const Basis* basis = nullptr;
    std::optional<std::size_t> index;       // into Document::inputs or ::sources
    std::optional<LedgerEntry> own_ledger;  // of points that were lost without an entry in the result's ledger
};

// Entries that belong together: a group of rules, the deductions of a region.
struct Section {
    std::string title;
    const Region* region = nullptr;
    std::vector<Entry> entries;
    std::map<std::string, Cell, std::less<>> totals;  // by field
    std::string note;                                 // beside the totals
    bool bare = false;                                // it has totals only
};

struct Listed {
    std::vector<Section> sections;
    std::map<std::string, Cell, std::less<>> totals;  // of all sections
    std::size_t entries() const;
    // Without what is not a rule of this group; sections of which nothing is left, and totals, go with it.
    void keep_group(std::string_view group);
};

struct FieldOf {
    std::string_view name, about;
    Cell (*make)(const Facts&, const Entry&);
};
// A field with one column for each of its members: groups, months.
struct FamilyOf {
    std::string_view name, about;
    struct Member {
        std::string key, title;
        std::string group = {};  // of a rule
        std::size_t place = 0;   // of a rule: where most regions have it
    };
    std::vector<Member> (*members)(const Facts&);
    Cell (*make)(const Facts&, const Entry&, const Member&);
};
struct Derived {
    enum class How { Sum, Difference };
    std::string_view field;
    How how;
    std::vector<std::string_view> of;  // fields and families
};

struct List {
    std::string_view name, about;
    std::vector<FieldOf> fields;
    std::vector<FamilyOf> families;
    std::vector<Derived> derived;
    bool needs_details = false;  // Document::has_details
    Listed (*make)(const Facts&, const Region* only);  // `only`: null for all regions of the facts

    const FieldOf* field(std::string_view wanted) const;
    const FamilyOf* family(std::string_view wanted) const;
    const Derived* derivation_of(std::string_view field) const;
};

const std::vector<List>& lists();
const List* find_list(std::string_view name);

// The tags that a layout's texts may use; those of a region only in sheets that are drawn for each.
const Schema& text_schema(bool of_region);
Data text_data(const Facts& facts, const Region* region);
// The tags with what they say.
struct TextField {
    std::string_view name, about;
    bool of_region;
};
const std::vector<TextField>& text_fields();

const Group* find_group(const Region& region, std::string_view id);
const Rule* find_rule(const Region& region, std::string_view id);
// The same, looked for first where it is expected.
const Rule* find_rule(const Region& region, std::string_view id, std::size_t place);
// A bonus that is not already one of the region's groups.
bool has_own_bonus(const Region& region);
Cell points_cell(const Rule& rule);
// The value of one month as a number with the digits of the indicator, rounded once; text for a water class.
Cell month_cell(const Rule& rule, const std::string& exact);

}  // namespace kaohe::report
