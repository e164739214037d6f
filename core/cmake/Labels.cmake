# labels.h: the words of results and reports as C++ constants, made from core/glossary.tsv, so that a missing label is a
# compile error and no translation stands in a .cpp. Run with -DGLOSSARY=… -DOUTPUT=….
file(STRINGS "${GLOSSARY}" rows ENCODING UTF-8 REGEX "^(report|status|duty|author)\\.")
set(text "// Made from core/glossary.tsv by Labels.cmake.\n#pragma once\n#include <string_view>\n\nnamespace kaohe::label {\n\n")
foreach(row IN LISTS rows)
  if(row MATCHES "^[^\t]*\t([^\t]+)\t([a-z0-9_]+)\t")
    string(APPEND text "inline constexpr std::string_view ${CMAKE_MATCH_2} = \"${CMAKE_MATCH_1}\";\n")
  else()
    message(FATAL_ERROR "core/glossary.tsv: not a label: ${row}")
  endif()
endforeach()
string(APPEND text "\n}  // namespace kaohe::label\n")
file(CONFIGURE OUTPUT "${OUTPUT}" CONTENT "${text}" @ONLY)
