#include "kaohe/lua/arena.h"

#include <sys/mman.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>

namespace kaohe::lua {

// What a call may touch beyond the image before its pages are given back to the system.
constexpr std::size_t kKeptPages = std::size_t{1} << 20;
constexpr std::size_t kPage = 4096;
// Holes smaller than this are copied along: beginning anew behind them would take longer.
constexpr std::size_t kWorthAHole = 128;

namespace {

// Lua hashes the lower half of addresses: where that is zero at the beginning of every arena, all hashes are the same.
constexpr std::size_t kAlignment = std::size_t{1} << 32;

// Addresses that nothing else gets, but no memory. Whatever does not belong to the aligned range is given back.
char* reserve(std::size_t capacity) {
    void* const whole = ::mmap(nullptr, capacity + kAlignment, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (whole == MAP_FAILED) throw std::bad_alloc();
    char* const begin = static_cast<char*>(whole);
    const std::size_t before = (kAlignment - reinterpret_cast<std::uintptr_t>(begin) % kAlignment) % kAlignment;
    if (before > 0) ::munmap(begin, before);
    if (before < kAlignment) ::munmap(begin + before + capacity, kAlignment - before);
    return begin + before;
}

}  // namespace

Arena::Arena(std::size_t capacity) : capacity_((capacity + kPage - 1) / kPage * kPage), base_(reserve(kParts * capacity_)) {
    if (::mprotect(base_, kParts * capacity_, PROT_READ | PROT_WRITE) != 0) throw std::bad_alloc();
}

Arena::~Arena() { ::munmap(base_, kParts * capacity_); }

std::size_t Arena::class_of(std::size_t size) {
    if (size <= kSmall) return (size + kStep - 1) / kStep - 1;
    return kSmallClasses + static_cast<std::size_t>(std::bit_width(size - 1)) - 10;  // 513..1024 is the first
}

std::size_t Arena::class_size(std::size_t index) {
    return index < kSmallClasses ? (index + 1) * kStep : std::size_t{1} << (index - kSmallClasses + 10);
}

void* Arena::allocate(std::size_t size, std::size_t part) {
    const std::size_t index = class_of(size);
    Meta::OfPart& meta = meta_.parts[part];
    if (Free* block = meta.free[index]) {
        meta.free[index] = block->next;
        return block;
    }
    const std::size_t bytes = class_size(index);
    if (bytes > capacity_ - meta.top) return nullptr;
    void* block = begin_of(part) + meta.top;
    meta.top += bytes;
    return block;
}

void Arena::release(void* block, std::size_t size) {
    Free*& first = meta_.parts[part_of(block)].free[class_of(size)];
    auto* free = static_cast<Free*>(block);
    free->next = first;
    first = free;
}

void* Arena::reallocate(void* block, std::size_t old_size, std::size_t new_size, Part part) {
    if (block == nullptr) old_size = 0;  // then it is the kind of object, not a size
    if (new_size > capacity_ || (new_size > old_size && new_size - old_size > meta_.limit - std::min(meta_.limit, meta_.used)))
        return nullptr;
    void* out = block;
    if (old_size == 0 || new_size == 0 || class_of(new_size) > class_of(old_size)) {
        const std::size_t where = block != nullptr ? part_of(block) : static_cast<std::size_t>(part);
        out = new_size == 0 ? nullptr : allocate(new_size, where);
        if (new_size != 0 && out == nullptr) return nullptr;
        if (block != nullptr && out != nullptr) std::memcpy(out, block, std::min(old_size, new_size));
        if (block != nullptr && old_size != 0) release(block, old_size);
    }
    // A shrunk block stays where it is; it comes back later as a block of the smaller size.
    if (new_size > old_size) meta_.given += new_size - old_size;
    meta_.used += new_size;
    meta_.used -= old_size;
    meta_.peak = std::max(meta_.peak, meta_.used);
    return out;
}

void Arena::begin_call(std::size_t limit) {
    meta_.peak = meta_.used;
    meta_.given = 0;
    meta_.limit = meta_.used + std::min(limit, SIZE_MAX - meta_.used);
}

void Arena::freeze() {
    meta_.limit = SIZE_MAX;
    frozen_meta_ = meta_;
    for (std::size_t part = 0; part < kParts; ++part) take_image(part);
}

void Arena::take_image(std::size_t part) {
    Image& image = images_[part];
    image.pieces.clear();
    image.bytes.clear();
    std::size_t from = 0;
    const auto keep = [&](std::size_t to) {
        if (to > from) image.pieces.push_back({from, to - from});
    };
    for (const Piece& hole : image.retired) {
        keep(hole.begin);
        from = hole.begin + hole.size;
    }
    keep(meta_.parts[part].top);
    for (const Piece& piece : image.pieces) image.bytes.insert(image.bytes.end(), begin_of(part) + piece.begin, begin_of(part) + piece.begin + piece.size);
}

void Arena::retire_free() {
    for (std::size_t part = 0; part < kParts; ++part) retire_free(part);
}

void Arena::retire_free(std::size_t part) {
    auto& free = meta_.parts[part].free;
    auto& retired = images_[part].retired;
    for (std::size_t index = 0; index < free.size(); ++index)
        for (Free*& block = free[index]; block != nullptr; block = block->next)
            retired.push_back({static_cast<std::size_t>(reinterpret_cast<char*>(block) - begin_of(part)), class_size(index)});
    std::sort(retired.begin(), retired.end(), [](const Piece& a, const Piece& b) { return a.begin < b.begin; });
    std::size_t last = 0;
    for (std::size_t i = 1; i < retired.size(); ++i) {
        if (retired[last].begin + retired[last].size == retired[i].begin)
            retired[last].size += retired[i].size;
        else
            retired[++last] = retired[i];
    }
    if (!retired.empty()) retired.resize(last + 1);
    std::erase_if(retired, [](const Piece& hole) { return hole.size < kWorthAHole; });
}

void Arena::put_back(std::size_t part) {
    const char* from = images_[part].bytes.data();
    for (const Piece& piece : images_[part].pieces) {
        std::memcpy(begin_of(part) + piece.begin, from, piece.size);
        from += piece.size;
    }
}

void Arena::restore(Part last) {
    for (std::size_t part = 0; part < kParts; ++part) {
        const std::size_t touched = meta_.parts[part].top, frozen = frozen_meta_.parts[part].top;
        const std::size_t keep = (frozen + kKeptPages) & ~(kPage - 1);
        if (touched > keep + kKeptPages) ::madvise(begin_of(part) + keep, touched - keep, MADV_DONTNEED);
        if (part <= static_cast<std::size_t>(last)) put_back(part);
    }
    meta_ = frozen_meta_;
}

}  // namespace kaohe::lua
