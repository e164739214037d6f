// kaohe/annotate/styles.h - the cell formats that marked cells get, added to those a workbook has.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "kaohe/annotate/package.h"
#include "kaohe/base/diagnostic.h"

namespace kaohe::annotate {

class Styles {
  public:
    // Reads the part, or begins one when `part` is "". Fails as Package::load() does.
    static Result<Styles> load(Package& package, const std::string& part, bool strict);

    // The number of the format that is `base` with the fill of `severity`.
    std::uint32_t marked(std::uint32_t base, Severity severity);
    // Formats for the list of all marks: a bold one, and one that breaks lines.
    std::uint32_t bold();
    std::uint32_t wrapped();

    // Puts what was added into the package. Fails with KH-F006 when there are more formats than the limit.
    Result<void> save(Package& package, const std::string& part);

  private:
    Styles() = default;
    pugi::xml_node list(std::string_view name);
    std::uint32_t fill(Severity severity);
    std::uint32_t add_format(std::uint32_t base, pugi::xml_node& format);

    std::unique_ptr<pugi::xml_document> tree_;
    std::vector<pugi::xml_node> formats_;  // <xf> by number
    bool changed_ = false;
    std::map<std::pair<std::uint32_t, Severity>, std::uint32_t> marked_;
    std::map<Severity, std::uint32_t> fills_;
};

}  // namespace kaohe::annotate
