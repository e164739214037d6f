// kaohe/report/issue_register.h - 发文登记.json: which document numbers were given to which notice, so that a rerun gives the same.
//
// One file in the output folder. A number is found again by prefix, pack, period, region and kind; new ones go on from the
// highest of their prefix. Nothing is ever taken out, so that a number is not given twice.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/base/result.h"

namespace kaohe::report {

inline constexpr const char* kRegisterName = "发文登记.json";

struct Issued {
    std::string prefix;  // "吴环考函〔2021〕"
    int serial = 0;      // 1, 2, …
    std::string pack, period, region, kind;
};

class IssueRegister {
  public:
    // An absent file is an empty register. Fails with KH-T009 when it is not a register, a member is missing or of the wrong
    // type, or a number or a notice stands in it twice.
    static Result<IssueRegister> load(const std::filesystem::path& file);

    // The number of this notice: the one it has, or the next. `wanted.serial` is not looked at.
    int number(const Issued& wanted);
    bool changed() const { return changed_; }
    std::string to_json() const;

  private:
    std::vector<Issued> issued_;  // in the order of issue
    bool changed_ = false;
};

}  // namespace kaohe::report
