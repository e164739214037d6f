#include "kaohe/report/docx.h"
#include "kaohe/report/evidence.h"
#include "kaohe/report/picture.h"
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

std::string refusal_of_word(const std::string& body, Code code) {
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
    CHECK_THAT(refusal_of_word(p(run("好")) + p(run("{{reg") + run("oin}}")), Code::TemplateField),
               Contains("t.docx[word/document.xml]!第2段") && Contains("{{regoin}}") && Contains("相近的有 region"));
    CHECK_THAT(refusal_of_word(p(run("{{region")), Code::TemplateTag), Contains("第1段") && Contains("缺少 }}"));
    CHECK_THAT(refusal_of_word(p(run("region}}")), Code::TemplateTag), Contains("缺少 {{"));
    CHECK_THAT(refusal_of_word(p(run("｛｛region｝｝")), Code::TemplateTag), Contains("全角"));
    CHECK_THAT(refusal_of_word(p(run("a")) + p(run("{{#rows}}")), Code::TemplateTag), Contains("第2段") && Contains("没有结束"));
    CHECK_THAT(refusal_of_word(p(run("{{title}}")), Code::TemplateField), Contains("只能用在 {{#rows}}"));
    CHECK_THAT(refusal_of_word(p(run("{{#rows}}")) + p(run("{{/has_rows}}")), Code::TemplateTag), Contains("第2段") && Contains("第 1 段"));
}

TEST_CASE("Cells below one another are said together") {
    const auto lines = evidence_of({{.file = "a.xlsx", .sheet = "日报", .cell = "C5"}, {.file = "b.csv", .line = 2}, {.file = "a.xlsx", .sheet = "日报", .cell = "C6"},
                                    {.file = "a.xlsx", .sheet = "日报", .cell = "C8"}, {.file = "b.csv", .line = 3}});
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].cells == "C5:C6、C8");
    CHECK(lines[0].count == 3);
    CHECK(lines[1].cells == "第 2～3 行");
    const auto ranges = evidence_of({{.file = "a.csv", .cell = "2-366"}, {.file = "b.csv", .cell = "25-25"}, {.file = "c.xlsx", .sheet = "日报", .cell = "A2:J366"}}, {365, 1, 365});
    REQUIRE(ranges.size() == 3);
    CHECK(ranges[0].cells == "第 2～366 行");
    CHECK(ranges[0].count == 365);
    CHECK(ranges[1].cells == "第 25 行");
    CHECK(ranges[2].cells == "A2:J366");
    CHECK(ranges[2].count == 365);
}

namespace {

std::string styled(const std::string& style, const std::string& runs) { return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>" + runs + "</w:p>"; }

std::string finished(const std::string& body) { return finish_word_part("<w:body>" + body + "</w:body>", "t", "p").value(); }

// What stands between `begin` and the next `end`.
std::string between(const std::string& text, const std::string& begin, const std::string& end) {
    const auto at = text.find(begin);
    REQUIRE(at != std::string::npos);
    return text.substr(at + begin.size(), text.find(end, at + begin.size()) - at - begin.size());
}

}  // namespace

TEST_CASE("The mark's line follows its size, so that its letters begin at one height") {
    // 6 characters take the largest size, 32 points; 22 characters fit into 8600 twips with 19.5 points.
    CHECK_THAT(finished(styled("OrgMark", run("乳山市政府办"))), Contains("<w:spacing w:line=\"675\" w:lineRule=\"exact\"/>") && Contains("<w:sz w:val=\"64\"/>"));
    CHECK_THAT(finished(styled("OrgMark", run("金林区畜禽养殖废弃物资源化利用联席会议办公室"))), Contains("w:line=\"411\"") && Contains("<w:sz w:val=\"39\"/>"));
}

TEST_CASE("Office and date take the end of the body with them") {
    const std::string text = finished(styled("Body", run("一")) + "\n" + styled("Body", run("二")) + "\n" + styled("Body", run("特此通知。")) + "<w:p/>" + styled("AttNote", run("附件")) +
                                      styled("GwSign", run("某办")) + styled("GwDate", run("2022年1月20日")));
    std::size_t kept = 0;
    for (std::size_t at = text.find("keepNext"); at != std::string::npos; at = text.find("keepNext", at + 1)) ++kept;
    CHECK(kept == 4);  // 二, 特此通知, the blank line, 附件
    CHECK(text.find("keepNext") > text.find("一"));
    CHECK_THAT(text, Contains("<w:pPr><w:pStyle w:val=\"Body\"/><w:keepNext/></w:pPr>"));
}

TEST_CASE("The seal's middle is that of the date") {
    const std::string seal = "<w:r><w:drawing><wp:anchor><wp:positionH/><wp:positionV/><wp:docPr descr=\"印章\"/></wp:anchor></w:drawing></w:r>";
    const std::string text = finished(styled("GwSign", run("某市某办")) + styled("GwDate", run("2022年1月20日") + seal));
    // The date is 7.5 characters of 320 twips and ends 4 characters before the edge: its middle is 8845 - 1280 - 1120 = 6445 or so.
    const double middle = std::stod(between(text, "<wp:positionH relativeFrom=\"margin\"><wp:posOffset>", "<")) / 635 + 21 * 1440 / 25.4;
    CHECK(middle > 8845 - 1280 - 7 * 160 - 200);
    CHECK(middle < 8845 - 1280 - 7 * 160 + 200);
    CHECK_THAT(text, Contains("<wp:positionV relativeFrom=\"paragraph\"><wp:posOffset>-"));
}

TEST_CASE("A line of 版记 that is too long is set smaller") {
    const std::string tab = "<w:r><w:tab/></w:r>";
    CHECK_THAT(finished(styled("BanJi", run("某市办") + tab + run("2022年1月20日印发"))), !Contains("w:sz"));
    CHECK_THAT(finished(styled("BanJi", run("金林区畜禽养殖废弃物资源化利用联席会议办公室") + tab + run("2022年1月20日印发"))), Contains("w:sz"));
}

TEST_CASE("Only a seal may be asked for, and only at a picture") {
    const auto picture = [](const std::string& about, const std::string& blip) {
        return take_picture_tags("<w:document xmlns:r=\"r\"><wp:anchor><wp:docPr descr=\"" + about + "\"/>" + blip + "</wp:anchor></w:document>", "t.docx", "word/document.xml");
    };
    const auto seal = picture("{{image:seal}}", "<a:blip r:embed=\"rId6\"/>");
    REQUIRE(seal);
    CHECK(seal->links == std::vector<std::string>{"rId6"});
    CHECK_THAT(seal->xml, !Contains("{{"));
    CHECK(picture("{{image:seel}}", "<a:blip r:embed=\"rId6\"/>").error().code == Code::TemplateField);
    CHECK(picture("{{image:seal}}", "").error().code == Code::TemplateTag);
    CHECK(links_of("<Relationships><Relationship Id=\"rId6\" Target=\"media/seal.png\"/><Relationship Id=\"rId7\" TargetMode=\"External\" Target=\"x\"/></Relationships>",
                   "word/document.xml") == std::map<std::string, std::string>{{"rId6", "word/media/seal.png"}});
}

TEST_CASE("A seal is a square PNG") {
    const auto png = [](char width, char height) {
        return std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0", 19) + width + std::string("\0\0\0", 3) + height;
    };
    CHECK(check_seal(png(42, 42), "s.png"));
    CHECK_THAT(check_seal(png(42, 30), "s.png").error().message, Contains("42") && Contains("30"));
    CHECK(check_seal("GIF89a", "s.gif").error().code == Code::SealWrong);
    CHECK(check_seal("", "s").error().code == Code::SealWrong);
}
