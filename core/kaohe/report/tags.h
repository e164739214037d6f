// kaohe/report/tags.h - inside the report: the tags of a template, one after another, against the names that are known at each.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/report/template.h"

namespace kaohe::report {

struct Tag {
    char kind = ' ';  // '#', '^', '/', or ' ' for a text
    std::string name;
};
// "#rows " -> {'#', "rows"}
Tag parse_tag(std::string_view inside);

// Takes the tags of a template in their order. `where` says in words where a tag stands ("第 3 行"); `place` is for the message.
class TagChecker {
  public:
    TagChecker(std::string file, const Schema& schema) : file_(std::move(file)), scopes_{&schema}, root_(schema) {}

    // `inside` is what stands between {{ and }}. Fails with KH-T004 for a tag that is broken, crossing or of a refused kind and
    // with KH-T006 for a name that is not known there.
    Result<void> take(std::string_view inside, const Place& place, const std::string& where);
    // Fails with KH-T004 when a section was not closed; the message says where it begins.
    Result<void> finish();

    Result<void> syntax(const Place& place, const std::string& where, const std::string& what) const;

  private:
    struct Section {
        std::string name;
        bool has_scope;
        Place place;
        std::string where;
    };

    Result<void> open(const Tag& tag, const Place& place, const std::string& where);
    Result<void> close(const Tag& tag, const Place& place, const std::string& where);
    Result<void> unknown(std::string_view inside, const Tag& tag, const Place& place, const std::string& where) const;
    bool knows(const std::function<bool(const Schema&)>& test) const;

    std::string file_;
    std::vector<const Schema*> scopes_;
    const Schema& root_;
    std::vector<Section> open_;
};

}  // namespace kaohe::report
