#include "kaohe/report/docx.h"

#include <algorithm>

#include "kaohe/base/file.h"
#include "kaohe/io/zip_archive.h"
#include "kaohe/io/zip_writer.h"
#include "kaohe/labels.h"
#include "kaohe/report/picture.h"

namespace kaohe::report {
namespace {

constexpr std::string_view kProperties = "docProps/core.xml";

// The parts that a reader sees as text. Everything else is copied as it is.
bool has_text(std::string_view name) {
    const std::string_view rest = name.starts_with("word/") ? name.substr(5) : std::string_view();
    return rest == "document.xml" || rest == "footnotes.xml" || rest == "endnotes.xml" ||
           (rest.ends_with(".xml") && (rest.starts_with("header") || rest.starts_with("footer")));
}

std::string properties_xml(const DocumentProperties& properties) {
    return fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
        "\n"
        R"(<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" )"
        R"(xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" )"
        R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>)"
        R"(<dcterms:created xsi:type="dcterms:W3CDTF">{}T00:00:00Z</dcterms:created></cp:coreProperties>)",
        escape_html(properties.title), escape_html(properties.creator), properties.created);
}

}  // namespace

Result<WordTemplate> WordTemplate::load(const std::filesystem::path& file, const Schema& schema) {
    KAOHE_TRY(bytes, FileBytes::open(file));
    WordTemplate out;
    out.file_ = display_path(file);
    KAOHE_TRY(archive, io::ZipArchive::open(bytes.view(), out.file_, io::Limits{}));
    for (const std::string& name : archive.names()) {
        if (name.ends_with('/')) continue;
        Part part{name, ""};
        KAOHE_CHECK(archive.unpack(name, [&](std::string_view piece) { return part.bytes += piece, true; }));
        out.parts_.push_back(std::move(part));
    }
    KAOHE_CHECK(out.find_seals());
    for (Part& part : out.parts_) {
        if (!has_text(part.name)) continue;
        KAOHE_TRY(ready, prepare_word_part(part.bytes, out.file_, part.name, schema));
        part.bytes = std::move(ready);
    }
    const bool has_document = std::any_of(out.parts_.begin(), out.parts_.end(), [](const Part& part) { return part.name == "word/document.xml"; });
    if (!has_document) return failure(Code::TemplateTag, Place{.file = out.file_}, std::string(label::template_not_word));
    return out;
}

// A picture's bytes are in a part of their own, which the relationships beside the part with the text name.
Result<void> WordTemplate::find_seals() {
    for (Part& part : parts_) {
        if (!has_text(part.name)) continue;
        KAOHE_TRY(taken, take_picture_tags(part.bytes, file_, part.name));
        if (taken.links.empty()) continue;
        const std::string rels_name = "word/_rels/" + part.name.substr(5) + ".rels";
        const auto rels = std::find_if(parts_.begin(), parts_.end(), [&](const Part& each) { return each.name == rels_name; });
        const auto links = rels == parts_.end() ? std::map<std::string, std::string>() : links_of(rels->bytes, part.name);
        for (const std::string& link : taken.links) {
            const auto found = links.find(link);
            if (found == links.end() || !found->second.ends_with(".png"))
                return failure(Code::TemplateTag, Place{.file = file_, .sheet = part.name}, fmt::format(label::template_no_picture, "{{image:seal}}"));
            seals_.insert(found->second);
        }
        part.bytes = std::move(taken.xml);
    }
    return {};
}

Result<std::string> WordTemplate::fill(const Data& data, const DocumentProperties& properties, std::set<std::string>& without_value,
                                       std::string_view seal) const {
    io::ZipWriter zip(file_);
    for (const Part& part : parts_) {
        if (part.name == kProperties) {
            KAOHE_CHECK(zip.add(part.name, properties_xml(properties)));
        } else if (has_text(part.name)) {
            KAOHE_TRY(filled, fill_template(part.bytes, file_, data, escape_word, without_value));
            KAOHE_TRY(finished, finish_word_part(filled, file_, part.name));
            KAOHE_CHECK(zip.add(part.name, finished));
        } else {
            KAOHE_CHECK(zip.add(part.name, !seal.empty() && seals_.contains(part.name) ? std::string(seal) : part.bytes));
        }
    }
    return zip.finish();
}

}  // namespace kaohe::report
