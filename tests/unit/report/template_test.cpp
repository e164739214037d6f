#include "kaohe/report/template.h"

#include "support/catch.h"

using namespace kaohe;
using namespace kaohe::report;
using Catch::Contains;

namespace {

const Schema kNoticeSchema = {.texts = {"region", "total"},
                        .flags = {"has_rows"},
                        .lists = {{"rows", {.texts = {"title"}, .flags = {"is_demo"}, .lists = {}}}}};

std::string refusal_of(std::string_view text) {
    auto checked = check_template(text, "notice.html", kNoticeSchema);
    if (checked) return "";
    CHECK((checked.error().code == Code::TemplateTag || checked.error().code == Code::TemplateField));
    return to_string(checked.error().place) + " " + checked.error().message;
}

}  // namespace

TEST_CASE("Known tags pass, also the outer ones inside a list") {
    CHECK(refusal_of("{{region}} {{#has_rows}}{{#rows}}{{title}} "
                  "{{total}}{{#is_demo}}x{{/is_demo}}{{/rows}}{{/has_rows}}") == "");
    CHECK(refusal_of("{{^rows}}{{region}}{{/rows}}") == "");
    CHECK(refusal_of("no tags } { at all") == "");
}

TEST_CASE("What mustache would draw as nothing is an error with its line") {
    CHECK_THAT(refusal_of("a\nb\n{{regoin}}"),
               Contains("notice.html:3") && Contains("regoin") && Contains("region"));
    CHECK_THAT(refusal_of("{{title}}"), Contains("title"));  // known, but only inside rows
    CHECK_THAT(refusal_of("{{^rows}}{{title}}{{/rows}}"), Contains("title"));
    CHECK_THAT(refusal_of("{{#nothing}}{{/nothing}}"), Contains("nothing"));
    CHECK_THAT(refusal_of("{{#region}}{{/region}}"), Contains("region"));
}

TEST_CASE("An unknown name is told apart from a broken tag and comes with the names that may be meant") {
    auto checked = check_template("<p>\n{{regoin}}", "notice.html", kNoticeSchema);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == Code::TemplateField);
    CHECK(checked.error().message == "第 2 行 的标签“{{regoin}}”没有这个字段，相近的有 region");
    CHECK(checked.error().place.line == 2);
    CHECK_THAT(refusal_of("{{title}}"), Contains("只能用在 {{#rows}}…{{/rows}} 里面"));
    CHECK_THAT(refusal_of("{{has_rows}}"), Contains("要成对写成 {{#has_rows}}…{{/has_rows}}"));
    CHECK_THAT(refusal_of("{{#region}}{{/region}}"), Contains("它是一段文字"));
    CHECK(check_template("{{region", "t", kNoticeSchema).error().code == Code::TemplateTag);
}

TEST_CASE("A field without a value is drawn so that it is seen, and named") {
    const Data data = {.texts = {{"region", ""}, {"total", "\x01region"}}, .flags = {{"has_rows", false}}, .lists = {{"rows", {}}}};
    std::set<std::string> without_value;
    CHECK(fill_template("{{region}}|{{total}}", "t", data, escape_html, without_value).value() == "【未填】|region");
    CHECK(without_value == std::set<std::string>{"region"});
}

TEST_CASE("Broken and unescaped tags are refused") {
    CHECK_THAT(refusal_of("{{region"), Contains("}}"));
    CHECK_THAT(refusal_of("{{#rows}}"), Contains("rows"));
    CHECK_THAT(refusal_of("{{#rows}}{{#has_rows}}{{/rows}}{{/has_rows}}"), Contains("不对应"));
    CHECK_THAT(refusal_of("{{/rows}}"), Contains("不对应"));
    for (const char* text :
         {"{{{region}}}", "{{&region}}", "{{>part}}", "{{=<% %>=}}", "{{!note}}", "{{a{{b}}"}) {
        CAPTURE(text);
        CHECK_THAT(refusal_of(text), Contains("不允许"));
    }
}

TEST_CASE("Values stay text in HTML and in Word") {
    const Data data = {.texts = {{"region", "<b>&\"'\x01\n{{total}}"}, {"total", "1"}},
                       .flags = {{"has_rows", false}},
                       .lists = {{"rows", {}}}};
    CHECK(render_template("{{region}}", "t", kNoticeSchema, data, escape_html).value() ==
          "&lt;b&gt;&amp;&quot;&#39;<br>{{total}}");
    CHECK(render_template("{{region}}", "t", kNoticeSchema, data, escape_word).value() ==
          "&lt;b&gt;&amp;&quot;&#39;</w:t><w:br/><w:t xml:space=\"preserve\">{{total}}");
}

TEST_CASE("Links are encoded but stay readable") {
    CHECK(url_path("通知书/a b#1%.html") == "通知书/a%20b%231%25.html");
}
