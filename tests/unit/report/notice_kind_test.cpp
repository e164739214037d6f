#include "kaohe/report/notice_kind.h"

#include "support/catch.h"

using namespace kaohe;
using namespace kaohe::report;
using Catch::Contains;

namespace {

Rule rule(std::string id, Status status, std::string target, std::string gap) {
    Rule out;
    out.id = out.title = std::move(id);
    out.status = status;
    out.target = Target{">=", std::move(target)};
    out.gap = std::move(gap);
    return out;
}

// Two of four targets unmet; the worse gap is 8 of 80, that is 10 % of the target.
Document document() {
    Document out;
    out.pack.id = "p";
    Region region;
    region.name = "甲县";
    region.kind = "county";
    region.rules = {rule("a", Status::Unmet, "80", "-8"), rule("b", Status::Partial, "100", "-1"), rule("c", Status::Met, "80", "3"),
                    rule("d", Status::Met, "80", "0")};
    out.regions = {region};
    return out;
}

Consequence consequence(std::string kind) {
    Consequence out;
    out.id = out.title = "措施" + kind;
    out.kind = std::move(kind);
    return out;
}

KindChoice choice(const Document& document, const Document* previous = nullptr) {
    return choose_kind(document, document.regions[0], previous);
}

}  // namespace

TEST_CASE("Without a word of the pack, something unmet asks for rectification and missing data for a reminder") {
    Document none = document();
    none.consequences = {consequence("")};
    CHECK(choice(none).kind == Kind::Rectify);
    CHECK_THAT(choice(none).reason, Contains("规则包没有规定"));
    none.regions[0].rules = {rule("a", Status::NotSubmitted, "80", "")};
    CHECK(choice(none).kind == Kind::Reminder);
    none.regions[0].veto.push_back({"v", "v", ""});
    CHECK(choice(none).kind == Kind::Rectify);
}

TEST_CASE("A gap is measured in percent of its target") {
    CHECK(gap_percent(rule("a", Status::Unmet, "80", "-8")) == "10.0");
    CHECK(gap_percent(rule("a", Status::Unmet, "3", "-1")) == "33.3");
    CHECK(gap_percent(rule("a", Status::Unmet, "0", "-1")) == "");
    CHECK(gap_percent(rule("a", Status::Met, "80", "1")) == "");
}

TEST_CASE("The severest kind whose conditions hold is chosen") {
    Document each = document();
    Consequence warning = consequence("warning"), interview = consequence("interview");
    warning.gap_at_least = "5";
    interview.gap_at_least = "10.1";
    each.consequences = {interview, warning, consequence("reminder")};
    CHECK(choice(each).kind == Kind::Warning);  // 10 % is not 10.1 %
    CHECK_THAT(choice(each).reason, Contains("“a”差距达到目标值的10.0%"));
    each.consequences[0].gap_at_least = "10";
    CHECK(choice(each).kind == Kind::Interview);
}

TEST_CASE("The share of unmet targets counts those that were judged") {
    Document each = document();
    Consequence interview = consequence("interview");
    interview.share_unmet = "50";
    each.consequences = {interview};
    CHECK(choice(each).kind == Kind::Interview);
    CHECK_THAT(choice(each).reason, Contains("4项参评指标中2项未达标，占50.0%"));
    each.consequences[0].share_unmet = "50.1";
    CHECK(choice(each).kind == Kind::Rectify);
}

TEST_CASE("Repetition needs the same rule unmet in the result before") {
    Document now = document(), before = document();
    Consequence interview = consequence("interview");
    interview.repeated = true;
    now.consequences = {interview};
    CHECK(choice(now).kind == Kind::Rectify);
    CHECK_THAT(choice(now).reason, Contains("没有给上期结果"));
    before.regions[0].rules[0].status = before.regions[0].rules[1].status = Status::Met;
    before.regions[0].rules[2].status = Status::Unmet;
    CHECK(choice(now, &before).kind == Kind::Rectify);
    before.regions[0].rules[1].status = Status::Unmet;
    CHECK(choice(now, &before).kind == Kind::Interview);
    CHECK_THAT(choice(now, &before).reason, Contains("“b”上期也未达标"));
    before.regions[0].name = "乙县";
    CHECK(choice(now, &before).kind == Kind::Rectify);
}

TEST_CASE("All conditions of a consequence have to hold") {
    Document each = document();
    Consequence interview = consequence("interview");
    interview.gap_at_least = "5";
    interview.grade = "不合格";
    each.consequences = {interview};
    CHECK(choice(each).kind == Kind::Rectify);
    each.regions[0].grade = "不合格";
    each.scheme.title = "示范方案";
    CHECK(choice(each).kind == Kind::Interview);
    CHECK_THAT(choice(each).reason, Contains("等次为不合格（按《示范方案》）"));
}
