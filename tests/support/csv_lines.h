// Reads the small test tables (.csv with quotes, .tsv) of tests and of the shared vectors, without the program's readers.
#pragma once
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace kaohe::testing {

inline std::vector<std::string> split_line(const std::string& line, char separator) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (separator == ',' && c == '"') {
            if (quoted && i + 1 < line.size() && line[i + 1] == '"')
                cells.back() += line[++i];
            else
                quoted = !quoted;
        } else if (c == separator && !quoted) {
            cells.emplace_back();
        } else if (c != '\r') {
            cells.back() += c;
        }
    }
    return cells;
}

// One map per row, keyed by the header. Lines that begin with '#' and blank lines are passed over.
inline std::vector<std::map<std::string, std::string>> read_table(const std::filesystem::path& path, char separator) {
    std::vector<std::map<std::string, std::string>> rows;
    std::ifstream in(path);
    std::vector<std::string> header;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line == "\r" || line[0] == '#') continue;
        auto cells = split_line(line, separator);
        if (header.empty()) {
            header = cells;
            continue;
        }
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i < header.size(); ++i) row[header[i]] = i < cells.size() ? cells[i] : "";
    }
    return rows;
}

}  // namespace kaohe::testing
