#include "kaohe/report/book_package.h"

#include <zlib.h>

#include <map>

#include "kaohe/base/parallel.h"
#include "kaohe/io/zip_archive.h"
#include "kaohe/io/zip_writer.h"

namespace kaohe::report {
namespace {

// A fifth larger than at the usual level of 6, in half the time.
constexpr int kLevel = 4;
constexpr std::size_t kBytesOfRun = 300'000;  // of the shared texts, packed in runs like the rows

// A part that is packed in pieces: each a deflate stream of its own that ends on a whole byte, so that they can stand one behind
// the other.
struct Piece {
    std::string packed;
    uLong checksum = 0;
    std::size_t size = 0;
};

enum class End { GoesOn, Last };

// Throws std::bad_alloc, as zlib fails here for want of memory only.
void pack(std::string_view xml, End end, Piece& out) {
    z_stream stream{};
    if (deflateInit2(&stream, kLevel, Z_DEFLATED, -MAX_WBITS, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
    out.packed.resize(deflateBound(&stream, static_cast<uLong>(xml.size())) + 16);  // and the mark between two pieces
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(xml.data()));  // zlib only reads it
    stream.avail_in = static_cast<uInt>(xml.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.packed.data());
    stream.avail_out = static_cast<uInt>(out.packed.size());
    const int done = deflate(&stream, end == End::Last ? Z_FINISH : Z_SYNC_FLUSH);
    out.packed.resize(stream.total_out);
    deflateEnd(&stream);
    if (done != (end == End::Last ? Z_STREAM_END : Z_OK)) throw std::bad_alloc();
    out.checksum = crc32_z(crc32(0, nullptr, 0), reinterpret_cast<const Bytef*>(xml.data()), xml.size());
    out.size = xml.size();
}

io::PackedPart joined(const std::string& name, std::vector<Piece>& pieces) {
    io::PackedPart out{.name = name, .bytes = {}, .method = Z_DEFLATED};
    uLong checksum = crc32(0, nullptr, 0);
    for (Piece& piece : pieces) {
        out.bytes += piece.packed;
        checksum = crc32_combine(checksum, piece.checksum, static_cast<z_off_t>(piece.size));
        out.unpacked += piece.size;
        piece.packed = {};
    }
    out.checksum = static_cast<std::uint32_t>(checksum);
    return out;
}

// A part to be made anew: rows between two texts, or a text alone.
struct NewPart {
    std::string before, behind;
    const Cells* cells = nullptr;
    std::vector<Cells::Run> runs;
    std::vector<Piece> pieces;
};

// The library's sheet around its rows, with the extent of ours.
void take_sheet(const std::string& xml, const Cells& cells, NewPart& out) {
    constexpr std::string_view kRows = "<sheetData", kRowsEnd = "</sheetData>", kExtent = "<dimension ref=\"";
    const std::size_t rows = xml.find(kRows), close = xml.find('>', rows);
    const bool has_rows = xml[close - 1] != '/';
    const std::size_t end = has_rows ? xml.find(kRowsEnd, close) + kRowsEnd.size() : close + 1;
    out.before = xml.substr(0, rows);
    if (const std::size_t at = out.before.find(kExtent); at != std::string::npos) {
        const std::size_t begin = at + kExtent.size();
        out.before.replace(begin, out.before.find('"', begin) - begin, cells.extent());
    }
    out.before += "<sheetData>";
    out.behind = std::string(kRowsEnd) + xml.substr(end);
    out.cells = &cells;
    out.runs = cells.runs();
}

void take_texts(const std::string& xml, NewPart& out) {
    out.before = xml;
    for (std::uint32_t at = 0; at < xml.size(); at += kBytesOfRun) out.runs.push_back({at, static_cast<std::uint32_t>(std::min<std::size_t>(at + kBytesOfRun, xml.size()))});
}

void make_piece(NewPart& part, std::size_t i) {
    const Cells::Run run = part.runs[i];
    const End end = i + 1 == part.runs.size() ? End::Last : End::GoesOn;
    if (!part.cells) return pack(std::string_view(part.before).substr(run.first, run.end - run.first), end, part.pieces[i]);
    std::string xml = i == 0 ? part.before : "";
    part.cells->write(run, xml);
    if (end == End::Last) xml += part.behind;
    pack(xml, end, part.pieces[i]);
}

}  // namespace

Result<std::string> with_cells(std::string_view book, const std::vector<const Cells*>& sheets, const SharedTexts& texts, const std::string& shown_as, int jobs) {
    KAOHE_TRY(archive, io::ZipArchive::open(book, shown_as, {}));
    std::size_t used = 0;
    for (const Cells* cells : sheets) used += cells->texts();
    std::map<std::string, NewPart, std::less<>> parts;
    std::vector<std::pair<NewPart*, std::size_t>> pieces;
    const auto take = [&](const std::string& name, const auto& fill) -> Result<void> {
        std::string xml;
        KAOHE_CHECK(archive.unpack(name, [&](std::string_view piece) { return xml += piece, true; }));
        NewPart& part = parts[name];
        fill(xml, part);
        part.pieces.resize(part.runs.size());
        for (std::size_t i = 0; i < part.runs.size(); ++i) pieces.emplace_back(&part, i);
        return {};
    };
    for (std::size_t i = 0; i < sheets.size(); ++i)
        if (!sheets[i]->empty())
            KAOHE_CHECK(take("xl/worksheets/sheet" + std::to_string(i + 1) + ".xml", [&](const std::string& xml, NewPart& part) { take_sheet(xml, *sheets[i], part); }));
    if (!texts.empty()) KAOHE_CHECK(take("xl/sharedStrings.xml", [&](const std::string&, NewPart& part) { take_texts(texts.to_xml(used), part); }));
    for_each_index(pieces.size(), jobs, [&](std::size_t i) { make_piece(*pieces[i].first, pieces[i].second); });
    io::ZipWriter out(shown_as);
    for (const std::string& name : archive.names()) {
        if (const auto it = parts.find(name); it != parts.end()) {
            KAOHE_CHECK(out.add(joined(name, it->second.pieces)));
            continue;
        }
        KAOHE_TRY(part, archive.packed(name));
        KAOHE_CHECK(out.add(part));
    }
    return out.finish();
}

}  // namespace kaohe::report
