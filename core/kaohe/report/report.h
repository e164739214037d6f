// kaohe/report/report.h - draws a stored result: the assessment workbook, the deviation notices and the index
// page.
//
// Nothing here evaluates: every figure stands in the result, and figures that are derived for the reader (a
// subtotal, points lost) are exact sums of those. The clock is never read; all dates come from the result.
// The same result, the same templates and the same options give the same bytes. Files are written under
// temporary names and renamed.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "kaohe/report/document.h"

namespace kaohe::report {

struct Options {
    std::vector<std::string> regions;  // names or codes to draw; empty: all
    std::filesystem::path templates;   // the shipped templates/ folder
    std::filesystem::path overrides;   // a user's folder of the same shape, looked into first; "" for none
    int jobs = 1;                      // threads
    bool isolate = false;              // the layout of the workbook is Lua: run it in a process of its own
    const Document* previous = nullptr;  // the result that came before, for comparisons in the workbook; null: none
    // For links of the index page, relative to it; "" draws no link.
    std::string workbook_link;  // "考核.xlsx"
    std::string notices_link;   // "通知书"
};

// What a run of notices is given besides the result.
struct NoticeOptions {
    const Document* previous = nullptr;        // the result that came before; null: repetition is not judged
    std::string number_prefix;                 // "吴环考函〔2021〕"; "": numbers stay blank and nothing is registered
    std::filesystem::path register_file;       // 发文登记.json
    std::string date;                          // 成文日期 YYYY-MM-DD; "": left blank for whoever signs
    std::string seal;                          // the bytes of a PNG; "": the template's picture stays
    std::map<std::string, std::string> given;  // values of the fields that only the caller knows: contact, rectify_by, …
};

// What was written.
struct NoticesWritten {
    struct Notice {
        const Region* region = nullptr;
        std::string kind, number, reason;        // in words
        std::vector<std::string> without_value;  // fields drawn as 【未填】
    };
    std::vector<Notice> notices;
    std::vector<std::filesystem::path> documents;  // the .docx
    std::vector<std::string> without_seal;         // templates without a place for the seal that was given
};

enum class NoticeKind { Docx, Html };

// Whether the region is owed a notice's attention: a rule unmet or partial, one that could not be judged for
// want of data (not_submitted, invalid, error), or a veto.
bool falls_short(const Region& region);
// Whether notices are written to such a region at all: a county or a zone has a government or a committee, and a city is written
// to where it is itself the one assessed.
bool writes_to(const Region& region);
// Whether it gets one: it is written to and falls short.
bool gets_notice(const Region& region);
// Targets of a region in such a state; rules that count others are not counted again.
std::size_t count_targets(const Region& region, bool (*test)(Status));
// The name of the region's notice without its ending: "利通区".
std::string notice_name(const Region& region);

// The workbook 考核.xlsx. Fails with KH-D005 for a region of the filter that the result does not have,
// KH-T001, KH-T002.
Result<void> write_workbook(const Document& document, const std::filesystem::path& file,
                            const Options& options);
// <region>.xlsx in `folder`, which is created, for each region that was scored: the same workbook with this region alone. Fails as
// above.
Result<void> write_workbooks(const Document& document, const std::filesystem::path& folder, const Options& options);
// <region>.docx and .html in `folder`, which is created, for each region that gets a notice. Nothing is written when a template
// or the register is wrong.
// Fails as above, and with KH-T004 and KH-T006 for a template that is wrong and KH-T009 for the register.
Result<NoticesWritten> write_notices(const Document& document, const std::filesystem::path& folder,
                                     const Options& options,
                                     const std::vector<NoticeKind>& kinds = {NoticeKind::Docx, NoticeKind::Html},
                                     const NoticeOptions& how = {});
// One self-contained page: ranking, a table for each region, links to workbook and notices.
Result<void> write_index(const Document& document, const std::filesystem::path& file, const Options& options);

// The regions that the options ask for, in pack order. Fails with KH-D005.
Result<std::vector<const Region*>> selected_regions(const Document& document, const Options& options);
// `regions` by rank, then in pack order; those without a rank last.
std::vector<const Region*> by_rank(std::vector<const Region*> regions);

}  // namespace kaohe::report
