// Reading back what the report wrote: a package as its parts, a workbook as its cells. Independent of the
// writer: minizip and pugixml only.
#pragma once
#include <unzip.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <pugixml.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace report_files {

inline std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot open " + path.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

// The parts of a zip file by name.
inline std::map<std::string, std::string> read_package(const std::filesystem::path& path) {
    std::map<std::string, std::string> parts;
    unzFile zip = unzOpen64(path.c_str());
    if (!zip) throw std::runtime_error("not a zip file: " + path.string());
    for (int more = unzGoToFirstFile(zip); more == UNZ_OK; more = unzGoToNextFile(zip)) {
        char name[512];
        unz_file_info64 info;
        unzGetCurrentFileInfo64(zip, &info, name, sizeof name, nullptr, 0, nullptr, 0);
        std::string bytes(info.uncompressed_size, '\0');
        unzOpenCurrentFile(zip);
        unzReadCurrentFile(zip, bytes.data(), static_cast<unsigned>(bytes.size()));
        unzCloseCurrentFile(zip);
        parts[name] = bytes;
    }
    unzClose(zip);
    return parts;
}

inline bool is_well_formed(const std::string& xml) {
    return static_cast<bool>(pugi::xml_document().load_string(xml.c_str(), pugi::parse_full));
}

struct Cell {
    std::string type;     // "s" for text, "" for a number
    std::string value;    // the text, or the number as it is written
    std::string formula;  // without "="
    std::string format;   // number format
};

// A workbook as libxlsxwriter writes it.
class Workbook {
  public:
    explicit Workbook(const std::filesystem::path& path) : parts_(read_package(path)) {
        read_strings();
        read_formats();
        pugi::xml_document book;
        book.load_string(parts_.at("xl/workbook.xml").c_str());
        int number = 0;
        for (auto sheet : book.child("workbook").child("sheets").children("sheet")) {
            names_.push_back(sheet.attribute("name").value());
            read_sheet(names_.back(), parts_.at("xl/worksheets/sheet" + std::to_string(++number) + ".xml"));
        }
    }

    const std::vector<std::string>& names() const { return names_; }
    const std::map<std::string, Cell>& cells(const std::string& sheet) const { return sheets_.at(sheet); }
    Cell cell(const std::string& sheet, const std::string& reference) const {
        auto it = sheets_.at(sheet).find(reference);
        return it == sheets_.at(sheet).end() ? Cell{} : it->second;
    }
    // The reference of the first cell with this text: "B4"; "" when there is none.
    std::string find(const std::string& sheet, const std::string& text) const {
        for (const auto& [reference, cell] : sheets_.at(sheet))
            if (cell.value == text) return reference;
        return "";
    }
    const std::string& part(const std::string& name) const { return parts_.at(name); }

  private:
    void read_strings() {
        pugi::xml_document xml;
        if (!parts_.contains("xl/sharedStrings.xml")) return;
        xml.load_string(parts_.at("xl/sharedStrings.xml").c_str(),
                        pugi::parse_default | pugi::parse_ws_pcdata);
        for (auto item : xml.child("sst").children("si")) strings_.push_back(item.child("t").text().get());
    }
    void read_formats() {
        pugi::xml_document xml;
        xml.load_string(parts_.at("xl/styles.xml").c_str());
        const auto styles = xml.child("styleSheet");
        std::map<std::string, std::string> own;
        for (auto format : styles.child("numFmts").children("numFmt"))
            own[format.attribute("numFmtId").value()] = format.attribute("formatCode").value();
        const std::map<std::string, std::string> built_in = {{"1", "0"}, {"2", "0.00"}};
        for (auto style : styles.child("cellXfs").children("xf")) {
            const std::string id = style.attribute("numFmtId").value();
            formats_.push_back(own.contains(id) ? own[id] : built_in.contains(id) ? built_in.at(id) : "");
        }
    }
    void read_sheet(const std::string& name, const std::string& text) {
        pugi::xml_document xml;
        xml.load_string(text.c_str());
        auto& cells = sheets_[name];
        for (auto row : xml.child("worksheet").child("sheetData").children("row"))
            for (auto c : row.children("c")) {
                Cell cell{c.attribute("t").value(), c.child("v").text().get(), c.child("f").text().get(),
                          formats_.at(c.attribute("s").as_uint())};
                if (cell.type == "s") cell.value = strings_.at(std::stoul(cell.value));
                cells[c.attribute("r").value()] = cell;
            }
    }

    std::map<std::string, std::string> parts_;
    std::vector<std::string> strings_, formats_, names_;
    std::map<std::string, std::map<std::string, Cell>> sheets_;
};

// A folder of its own for one test, removed at the end.
class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "kaohe-report-XXXXXX").string();
        if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    std::filesystem::path operator/(const std::filesystem::path& name) const { return path_ / name; }
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace report_files
