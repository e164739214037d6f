// kaohe/annotate/package.h - a package in which a few parts are replaced or added and the others stay packed.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kaohe/annotate/xml.h"
#include "kaohe/base/result.h"
#include "kaohe/io/limits.h"
#include "kaohe/io/zip_archive.h"

namespace kaohe::annotate {

class Package {
  public:
    // `bytes` must outlive the package. Fails as ZipArchive::open() does.
    static Result<Package> open(std::string_view bytes, const std::string& file, const io::Limits& limits);

    bool contains(std::string_view part) const;
    // All parts in their order, the added ones behind.
    std::vector<std::string> names() const;
    // A part as it is now, in UTF-8 whatever it was written in. Fails with KH-F004 or KH-F006.
    Result<std::string> text(const std::string& part);
    // text() as a tree; see load_xml().
    Result<void> load(pugi::xml_document& tree, const std::string& part);

    // Replaces a part in its place, or adds it behind all others.
    void put(const std::string& part, std::string text);
    // A name for a new part, with the first number that is free: "xl/comments" ".xml" -> "xl/comments2.xml"
    std::string unused(std::string_view before, std::string_view behind) const;

    // The whole package. Fails with KH-F004 and KH-T001.
    Result<std::string> write();

    const std::string& file() const { return file_; }
    const io::Limits& limits() const { return limits_; }
    Place place() const { return {.file = file_}; }

  private:
    Package(io::ZipArchive archive, std::string file, const io::Limits& limits)
        : archive_(std::move(archive)), file_(std::move(file)), limits_(limits) {}

    io::ZipArchive archive_;
    std::string file_;
    io::Limits limits_;
    std::map<std::string, std::string> changed_;  // by canonical name
    std::vector<std::string> added_;              // names of parts that the archive doesn't have
};

// The relationships of one part, read and added to.
class Relationships {
  public:
    struct Item {
        std::string id, type, part;  // part: the name of the part meant, as in the package
    };

    // Those of `part`; "" is the package. A part without any has an empty list.
    static Result<Relationships> load(Package& package, const std::string& part);

    // The first internal one whose type ends so ("/comments"), or whose id is this; null when there is none.
    const Item* find_type(std::string_view type_ending) const;
    const Item* find_id(std::string_view id) const;
    // Returns the new id. `type` is the whole type.
    std::string add(const std::string& type, const std::string& to_part);
    void save(Package& package);

  private:
    std::string from_, part_;
    std::vector<Item> items_;
    std::unique_ptr<pugi::xml_document> tree_;
};

// What relationship types begin with in files of the two dialects: "…/relationships/".
std::string relationship_base(bool strict);
// Whether a namespace, or that of the root of a part, is one of the strict dialect.
bool is_strict(std::string_view namespace_name);
bool is_strict(pugi::xml_node root);
// The namespace of spreadsheet elements in the two dialects.
const char* main_namespace(bool strict);

// Tells [Content_Types].xml the type of a part. Nothing is done in a package that has no such list.
Result<void> set_content_type(Package& package, const std::string& part, const std::string& type);

}  // namespace kaohe::annotate
