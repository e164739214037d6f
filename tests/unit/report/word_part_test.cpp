#include "kaohe/report/docx.h"
#include "kaohe/report/evidence.h"
#include "support/catch.h"

using namespace kaohe;
using namespace kaohe::report;
using Catch::Contains;

namespace {

const Schema kSchema = {.texts = {"region"}, .flags = {"has_rows"}, .lists = {{"rows", {.texts = {"title"}, .flags = {}, .lists = {}}}}};

std::string run(const std::string& text) { return "<w:r><w:t>" + text + "</w:t></w:r>"; }
std::string p(const std::string& runs) { return "<w:p>" + runs + "</w:p>"; }
std::string cell(const std::string& text) { return "<w:tc>" + p(run(text)) + "</w:tc>"; }

Result<std::string> prepare(const std::string& body) {
    return prepare_word_part("<w:document xmlns:w=\"w\"><w:body>" + body + "</w:body></w:document>", "t.docx", "word/document.xml", kSchema);
}

// The paragraphs of the filled part, a line each.
std::string filled(const std::string& body) {
    auto ready = prepare(body);
    if (!ready) return render(ready.error());
    const Data data = {.texts = {{"region", "甲<县>"}}, .flags = {{"has_rows", true}},
                       .lists = {{"rows", {{.texts = {{"title", "一"}}, .flags = {}, .lists = {}}, {.texts = {{"title", "二"}}, .flags = {}, .lists = {}}}}}};
    std::set<std::string> without_value;
    const std::string text = fill_template(*ready, "t", data, escape_word, without_value).value();
    auto finished = finish_word_part(text, "t", "word/document.xml");
    if (!finished) return render(finished.error());
    std::string out;
    for (std::size_t at = 0; at < finished->size();) {
        if (finished->compare(at, 4, "<w:p") == 0 && ((*finished)[at + 4] == '>' || (*finished)[at + 4] == '/')) out += '\n';
        if (finished->compare(at, 5, "<w:tr") == 0) out += "\n=";
        if ((*finished)[at] == '<') at = finished->find('>', at) + 1;
        else out += (*finished)[at++];
    }
    return out;
}

std::string refusal(const std::string& body, Code code) {
    auto ready = prepare(body);
    if (ready) return "no refusal";
    CHECK(ready.error().code == code);
    return to_string(ready.error().place) + " " + ready.error().message;
}

}  // namespace

TEST_CASE("A tag that a word processor split over runs is joined") {
    CHECK_THAT(filled(p(run("致{") + run("{reg") + "<w:proofErr/>" + run("ion}") + run("}：好"))), Contains("\n致甲&lt;县&gt;：好"));
}

TEST_CASE("A list whose tags stand in cells of one row repeats the row") {
    CHECK_THAT(filled("<w:tbl><w:tr>" + cell("{{#rows}}{{title}}") + cell("x{{/rows}}") + "</w:tr></w:tbl>"), Contains("=\n一\nx\n=\n二\nx"));
}

TEST_CASE("Tags alone in paragraphs repeat what is between and go") {
    const std::string text = filled(p(run("{{#rows}}")) + p(run("（{{title}}）")) + p(run("{{/rows}}{{#has_rows}}")) + p(run("有")) + p(run("{{/has_rows}}")) + p(run("完")));
    CHECK_THAT(text, Contains("\n（一）\n（二）\n有\n完"));
}

TEST_CASE("A section that is all of its paragraph repeats or hides the paragraph") {
    CHECK_THAT(filled(p(run("前")) + p(run("{{#rows}}{{title}}") + run("{{/rows}}")) + p(run("{{^has_rows}}无{{/has_rows}}")) + p(run("后"))), Contains("\n前\n一\n二\n后"));
    CHECK_THAT(filled(p(run("有：{{#rows}}{{title}}、{{/rows}}完"))), Contains("\n有：一、二、完"));
}

TEST_CASE("A table without rows goes, and a cell always has a paragraph") {
    CHECK_THAT(prepare("<w:tbl><w:tr>" + cell("{{^has_rows}}a") + cell("b{{/has_rows}}") + "</w:tr></w:tbl>").value(), Contains("{{^has_rows}}<w:tr>"));
    CHECK(finish_word_part("<w:body><w:tbl><w:tblPr/></w:tbl><w:tc/></w:body>", "t", "p").value().find("<w:tbl>") == std::string::npos);
    CHECK_THAT(finish_word_part("<w:body><w:tc/></w:body>", "t", "p").value(), Contains("<w:tc><w:p/></w:tc>"));
}

TEST_CASE("What is wrong is named with part, paragraph, tag and the names nearby") {
    CHECK_THAT(refusal(p(run("好")) + p(run("{{reg") + run("oin}}")), Code::TemplateField),
               Contains("t.docx[word/document.xml]!第2段") && Contains("{{regoin}}") && Contains("相近的有 region"));
    CHECK_THAT(refusal(p(run("{{region")), Code::TemplateTag), Contains("第1段") && Contains("缺少 }}"));
    CHECK_THAT(refusal(p(run("region}}")), Code::TemplateTag), Contains("缺少 {{"));
    CHECK_THAT(refusal(p(run("｛｛region｝｝")), Code::TemplateTag), Contains("全角"));
    CHECK_THAT(refusal(p(run("a")) + p(run("{{#rows}}")), Code::TemplateTag), Contains("第2段") && Contains("没有结束"));
    CHECK_THAT(refusal(p(run("{{title}}")), Code::TemplateField), Contains("只能用在 {{#rows}}"));
    CHECK_THAT(refusal(p(run("{{#rows}}")) + p(run("{{/has_rows}}")), Code::TemplateTag), Contains("第2段") && Contains("第 1 段"));
}

TEST_CASE("Cells below one another are said together") {
    const auto lines = evidence_of({{.file = "a.xlsx", .sheet = "日报", .cell = "C5"}, {.file = "b.csv", .line = 2}, {.file = "a.xlsx", .sheet = "日报", .cell = "C6"},
                                    {.file = "a.xlsx", .sheet = "日报", .cell = "C8"}, {.file = "b.csv", .line = 3}});
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].cells == "C5:C6、C8");
    CHECK(lines[0].count == 3);
    CHECK(lines[1].cells == "第 2～3 行");
}
