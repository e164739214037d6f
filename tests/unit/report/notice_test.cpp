#include <pugixml.hpp>

#include "kaohe/report/docx.h"
#include "kaohe/report/report.h"
#include "support/catch.h"
#include "support/report_sample.h"

using namespace kaohe;
using namespace kaohe::report;
using Catch::Contains;
using Json = nlohmann::ordered_json;

namespace {

void write(const Document& document, const std::filesystem::path& folder,
           const Options& options = report_sample::options()) {
    auto written = write_notices(document, folder, options);
    if (!written) FAIL(render(written.error()));
}

// The text of a document, paragraph by paragraph.
std::string text_of(const std::string& document_xml) {
    pugi::xml_document xml;
    REQUIRE(xml.load_string(document_xml.c_str(), pugi::parse_default | pugi::parse_ws_pcdata));
    std::string out;
    for (auto paragraph : xml.select_nodes("//w:p")) {
        for (auto text : paragraph.node().select_nodes(".//w:t")) out += text.node().text().get();
        out += '\n';
    }
    return out;
}

}  // namespace

TEST_CASE("A notice goes to counties and zones that fall short") {
    const Document document = report_sample::document();
    Region region = document.regions[5];  // 吴忠市: all met, and a city
    CHECK_FALSE(falls_short(region));
    region.rules[0].status = Status::Unmet;
    CHECK(falls_short(region));
    CHECK_FALSE(gets_notice(region));
    region.kind = "county";
    CHECK(gets_notice(region));
    for (Status status : {Status::Partial, Status::NotSubmitted, Status::Invalid, Status::Error}) {
        region.rules[0].status = status;
        CHECK(falls_short(region));
    }
    for (Status status : {Status::Met, Status::NotApplicable, Status::NotDue, Status::PendingTarget,
                          Status::Manual, Status::Excluded}) {
        region.rules[0].status = status;
        CHECK_FALSE(falls_short(region));
    }
    region.veto.push_back({"v", "重大突发环境事件", "不合格"});
    CHECK(falls_short(region));
}

TEST_CASE("Notices are written for those counties and no one else") {
    report_files::Folder folder;
    write(report_sample::document(), folder / "通知书");
    for (const char* name : {"利通区", "红寺堡区", "青铜峡市", "盐池县", "同心县"})
        for (const char* ending : {".docx", ".html"})
            CHECK(std::filesystem::exists(folder / "通知书" / (std::string(name) + ending)));
    CHECK(std::distance(std::filesystem::directory_iterator(folder / "通知书"), {}) == 10);
}

TEST_CASE("A notice is a well-formed document that quotes the figures of the result") {
    report_files::Folder folder;
    write(report_sample::document(), folder.path());
    const auto parts = report_files::read_package(folder / "红寺堡区.docx");
    for (const auto& [name, bytes] : parts) {
        CAPTURE(name);
        if (name.ends_with(".png")) continue;
        CHECK(report_files::is_well_formed(bytes));
        CHECK_THAT(bytes, !Contains("{{"));
    }
    const std::string text = text_of(parts.at("word/document.xml"));
    CHECK_THAT(text, Contains("吴忠市生态环境保护领导小组办公室") && Contains("〔2021〕") &&
                         Contains("红寺堡区人民政府：") &&
                         Contains("红寺堡区总分77.325分（参评分值100分）") &&
                         Contains("在参加排名的5个县（市、区）中列第5位") &&
                         Contains("部分达标1项、缺报1项、数据无效1项") && Contains("77.325分至99.325分") &&
                         Contains("2021年12月31日"));
    CHECK_THAT(text, Contains("1\n优良天数比例（%）（部分达标）\n≥87.7\n85.0\n85\n-2.7\n0.675\n[1]附件1\n"));
    CHECK_THAT(
        text,
        Contains("1\n秸秆综合利用率\n缺报\n没有提交“秸秆”表\n请补报完成值和依据材料\n"));
    CHECK_THAT(text, Contains("一、指标偏差情况") && Contains("二、缺报和无法评价的指标") &&
                         Contains("三、整改要求"));
    CHECK_THAT(text, Contains("约谈：未通过年度考核的，提请约谈") && Contains("四（三）"));
    CHECK_THAT(parts.at("docProps/core.xml"), Contains("2021-12-31T00:00:00Z"));

    const std::string html = report_files::read_file(folder / "红寺堡区.html");
    CHECK_THAT(html, Contains("77.325") && Contains("≥87.7") &&
                         Contains("18 − (87.7 − 85.0) ÷ 1 × 0.25 = 17.325") && !Contains("{{"));
}

TEST_CASE("Those who share a place are told so") {
    report_files::Folder folder;
    write(report_sample::document(), folder.path());
    for (const char* name : {"利通区", "青铜峡市"})
        CHECK_THAT(report_files::read_file(folder / (std::string(name) + ".html")), Contains("在参加排名的5个县（市、区）中并列第1位"));
    CHECK_THAT(report_files::read_file(folder / "盐池县.html"), Contains("中列第3位"));
}

TEST_CASE("A veto has a section of its own, and sections are numbered without gaps") {
    report_files::Folder folder;
    write(report_sample::document(), folder.path());
    const std::string text =
        text_of(report_files::read_package(folder / "盐池县.docx").at("word/document.xml"));
    CHECK_THAT(text, Contains("一、指标偏差情况") && Contains("二、一票否决情形") &&
                         Contains("三、整改要求") && Contains("重大突发环境事件：等次定为不合格。") &&
                         !Contains("限期补报"));
}

TEST_CASE("Hostile texts stay text in notices and on the page") {
    Json json = report_sample::json();
    json["regions"][1]["rules"][3]["reason"] = "]]><script>alert(1)</script>&\"\x01\n{{region}}";
    json["regions"][1]["rules"][0]["title"] = "<b>优良</b>";
    json["regions"][1]["region"] = json["regions"][1]["name"] = "../<县>";
    report_files::Folder folder;
    const Document document = report_sample::load(json).value();
    write(document, folder / "通知书");
    REQUIRE(write_index(document, folder / "index.html", report_sample::options()));
    const std::string file = notice_name(document.regions[1]);
    CHECK(file == "_..__县_");
    const auto parts = report_files::read_package(folder / "通知书" / (file + ".docx"));
    CHECK(report_files::is_well_formed(parts.at("word/document.xml")));
    CHECK_THAT(text_of(parts.at("word/document.xml")),
               Contains("]]><script>alert(1)</script>&\"") && Contains("<b>优良</b>"));
    for (const auto& html : {report_files::read_file(folder / "通知书" / (file + ".html")),
                             report_files::read_file(folder / "index.html")}) {
        CHECK_THAT(html, !Contains("<script>") && Contains("&lt;script&gt;") && !Contains("<b>优良"));
    }
}

TEST_CASE("The index page ranks, links and needs no other file") {
    report_files::Folder folder;
    REQUIRE(write_index(report_sample::document(), folder / "index.html", report_sample::options()));
    const std::string html = report_files::read_file(folder / "index.html");
    CHECK_THAT(html, Contains("href=\"考核.xlsx\"") && Contains("href=\"通知书/红寺堡区.docx\"") &&
                         Contains("href=\"通知书/红寺堡区.html\""));
    CHECK_THAT(html, !Contains("吴忠市.docx") && !Contains("太阳山开发区.docx") && !Contains("{{") &&
                         !Contains("http:") && !Contains("https:") && !Contains(" src="));
    CHECK_THAT(html, Contains("暂定，补报后为 77.325～99.325 分"));
    Options bare = report_sample::options();
    bare.workbook_link = bare.notices_link = "";
    REQUIRE(write_index(report_sample::document(), folder / "bare.html", bare));
    CHECK_THAT(report_files::read_file(folder / "bare.html"), !Contains(".xlsx\"") && !Contains(".docx"));
}

TEST_CASE("A user's template goes before the shipped one, and its mistakes are reported") {
    report_files::Folder folder;
    std::filesystem::create_directories(folder / "mine/notice");
    Options options = report_sample::options();
    options.overrides = folder / "mine";
    std::ofstream(folder / "mine/notice/notice.html") << "<p>{{region}} {{total}}</p>";
    write(report_sample::document(), folder / "out", options);
    CHECK(report_files::read_file(folder / "out/盐池县.html") == "<p>盐池县 96</p>");
    std::ofstream(folder / "mine/notice/notice.html") << "<p>\n{{regoin}}</p>";
    auto written = write_notices(report_sample::document(), folder / "out", options);
    REQUIRE_FALSE(written);
    CHECK(written.error().code == Code::TemplateField);
    CHECK(written.error().place.line == 2);
}

TEST_CASE("The clerk's template of one kind goes before the common one, what is not there is the shipped one") {
    report_files::Folder folder;
    std::filesystem::create_directories(folder / "mine");
    std::ofstream(folder / "mine/限期整改通知书.html") << "<p>{{kind}}</p>";
    Options options = report_sample::options();
    options.overrides = folder / "mine";
    write(report_sample::document(), folder / "out", options);
    CHECK(report_files::read_file(folder / "out/盐池县.html") == "<p>限期整改通知书</p>");
    CHECK(std::filesystem::exists(folder / "out/盐池县.docx"));
}

TEST_CASE("Numbers are registered, and a rerun gives the same") {
    report_files::Folder folder;
    NoticeOptions how;
    how.number_prefix = "吴环考函〔2021〕";
    how.register_file = folder / "发文登记.json";
    how.date = "2022-01-20";
    const Document document = report_sample::document();
    Options options = report_sample::options();
    options.regions = {"盐池县"};
    REQUIRE(write_notices(document, folder / "a", options, {NoticeKind::Html}, how));
    options.regions.clear();
    const auto all = write_notices(document, folder / "b", options, {NoticeKind::Html}, how);
    REQUIRE(all);
    std::map<std::string, std::string> numbers;
    for (const auto& notice : all->notices) numbers[notice.region->name] = notice.number;
    CHECK(numbers["盐池县"] == "吴环考函〔2021〕1号");
    CHECK(numbers["利通区"] == "吴环考函〔2021〕2号");
    const std::string before = report_files::read_file(how.register_file);
    REQUIRE(write_notices(document, folder / "c", options, {NoticeKind::Html}, how));
    CHECK(report_files::read_file(how.register_file) == before);
    CHECK(report_files::read_file(folder / "b/利通区.html") == report_files::read_file(folder / "c/利通区.html"));
    CHECK_THAT(report_files::read_file(folder / "c/利通区.html"), Contains("吴环考函〔2021〕2号") && Contains("2022年1月20日"));
}

TEST_CASE("A damaged register stops the run before anything is written") {
    report_files::Folder folder;
    NoticeOptions how;
    how.number_prefix = "函";
    how.register_file = folder / "发文登记.json";
    for (const char* text : {"{", "[]", R"({"schema":"kaohe.register/1","issued":[{"prefix":"函"}]})",
                             R"({"schema":"kaohe.register/1","issued":[{"prefix":"函","serial":0,"pack":"p","period":"2021","region":"甲","kind":"rectify"}]})"}) {
        CAPTURE(text);
        std::ofstream(how.register_file) << text;
        const auto written = write_notices(report_sample::document(), folder / "out", report_sample::options(), {NoticeKind::Html}, how);
        REQUIRE_FALSE(written);
        CHECK(written.error().code == Code::RegisterWrong);
        CHECK(report_files::read_file(how.register_file) == text);
        CHECK_FALSE(std::filesystem::exists(folder / "out"));
    }
}

TEST_CASE("Rewards are not said in a notice of deviation") {
    Document document = report_sample::document();
    document.consequences.push_back({.id = "bonus", .title = "考核加分", .when = "成效好", .source = "", .clause = "", .kind = "", .gap_at_least = "", .share_unmet = "", .grade = "", .reward = true});
    report_files::Folder folder;
    write(document, folder.path());
    CHECK_THAT(report_files::read_file(folder / "盐池县.html"), !Contains("考核加分") && Contains("约谈"));
}

TEST_CASE("What falls on enterprises is not said to a county") {
    Document document = report_sample::document();
    document.consequences[0].on_enterprise = true;
    report_files::Folder folder;
    write(document, folder.path());
    CHECK_THAT(report_files::read_file(folder / "盐池县.html"), !Contains("约谈") && Contains("通报批评"));
}

TEST_CASE("A made-up source is no basis of a notice, but its clauses say where they stand") {
    Document document = report_sample::document();
    document.sources[0].demo = true;
    report_files::Folder folder;
    write(document, folder.path());
    const std::string text = text_of(report_files::read_package(folder / "红寺堡区.docx").at("word/document.xml"));
    CHECK_THAT(text, Contains("根据《") && !Contains("根据《吴忠市2021年大气") && Contains("[1]《吴忠市2021年大气污染防治重点工作安排》"));
}

TEST_CASE("Indicators that lack the same for the same reason are one row, and a long row is cut and said in full in the annex") {
    Document document = report_sample::document();
    Region& region = document.regions[1];
    Rule missing = region.rules[3];
    REQUIRE(missing.status == Status::NotSubmitted);
    std::string all = missing.title;
    for (int i = 1; i <= 7; ++i) {
        missing.title = "指标" + std::to_string(i);
        all += "、" + missing.title;
        region.rules.push_back(missing);
    }
    report_files::Folder folder;
    write(document, folder.path());
    const std::string text = text_of(report_files::read_package(folder / "红寺堡区.docx").at("word/document.xml"));
    CHECK_THAT(text, Contains("\n1\n秸秆综合利用率、指标1、指标2、指标3、指标4、指标5等8项\n缺报\n没有提交“秸秆”表\n请补报完成值和依据材料\n2\n"));
    CHECK_THAT(text, Contains("注：没有列全的指标见附件。") && Contains("缺报和无法评价的指标第1行（没有提交“秸秆”表）共8项：" + all + "。"));
    CHECK_THAT(report_files::read_file(folder / "红寺堡区.html"), Contains("<td class=\"text\">" + all + "</td>"));
}

TEST_CASE("A city that is assessed itself writes to its units, and one region alone has no place among others") {
    Document document = report_sample::document();
    document.regions = {document.regions[1]};
    document.regions[0].kind = "city";
    document.regions[0].grade = "合格";
    report_files::Folder folder;
    write(document, folder.path());
    const std::string html = report_files::read_file(folder / "红寺堡区.html");
    CHECK_THAT(html, Contains("红寺堡区各责任单位：") && !Contains("人民政府") && !Contains("列第"));
}

TEST_CASE("A seal takes the place of the template's picture") {
    report_files::Folder folder;
    NoticeOptions how;
    how.seal = "PNG";
    const auto written = write_notices(report_sample::document(), folder / "a", report_sample::options(), {NoticeKind::Docx}, how);
    REQUIRE(written);
    CHECK(written->without_seal.empty());
    const auto parts = report_files::read_package(folder / "a/盐池县.docx");
    CHECK(parts.at("word/media/seal.png") == "PNG");
    CHECK_THAT(parts.at("word/document.xml"), Contains("descr=\"印章\"") && !Contains("image:seal"));
    REQUIRE(write_notices(report_sample::document(), folder / "b", report_sample::options(), {NoticeKind::Docx}));
    CHECK_THAT(report_files::read_package(folder / "b/盐池县.docx").at("word/media/seal.png"), Catch::StartsWith("\x89PNG"));
}

TEST_CASE("Missing templates are said to be missing") {
    report_files::Folder folder;
    Options options;
    options.templates = folder / "none";
    CHECK(write_notices(report_sample::document(), folder / "out", options).error().code == Code::FileOpen);
    CHECK(write_index(report_sample::document(), folder / "i.html", options).error().code == Code::FileOpen);
}

TEST_CASE("The same result gives the same notices, byte for byte") {
    report_files::Folder folder;
    write(report_sample::document(), folder / "a");
    write(report_sample::document(), folder / "b");
    for (const auto& entry : std::filesystem::directory_iterator(folder / "a"))
        CHECK(report_files::read_file(entry.path()) ==
              report_files::read_file(folder / "b" / entry.path().filename()));
}
