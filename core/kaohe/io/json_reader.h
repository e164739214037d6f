// kaohe/io/json_reader.h - JSON and NDJSON submissions as rows of cells.
//
//   {"空气质量日报": [{"县区": "利通区", "PM10": 85.7}, …], "填报信息": {"年度": "2021"}}
//       one sheet for each key
//   [{…}, {…}]
//       one sheet named ""
//   {…}⏎{…}⏎
//       NDJSON, one sheet named ""
//
// Objects of an array become rows below a header made of all their keys, in the order of first appearance. A
// flat object under a key becomes rows of two cells, key and value, without header. Numbers keep the digits
// they are written with. A nested value, a key that comes twice in one object and an array element that is no
// object are findings (KH-F009).
#pragma once
#include <string>
#include <string_view>

#include "kaohe/base/result.h"
#include "kaohe/io/findings.h"
#include "kaohe/io/limits.h"
#include "kaohe/io/reader.h"

namespace kaohe::io {

// Whether the text is one object a line. A text of one object alone is, when `name` ends in .ndjson or
// .jsonl.
bool is_ndjson(std::string_view text, std::string_view name);

// `text` is valid UTF-8 without byte order mark. Fails with KH-F009 (syntax) or KH-F006 (limits).
Result<void> read_json(std::string_view text, const std::string& name, RowSink& sink, Findings& findings,
                       const Limits& limits);

// Reads the text twice: once for the keys, once line by line for the values, so that no more than a line is
// held. Row numbers are lines; the header is row 0.
Result<void> read_ndjson(std::string_view text, const std::string& name, RowSink& sink, Findings& findings,
                         const Limits& limits);

}  // namespace kaohe::io
