// kaohe/lua/arena.h - the memory of one Lua state: capped, counted, and set back to a frozen image after every call.
//
// Everything Lua allocates lies in one reserved range of addresses. freeze() copies the used part; restore() copies it
// back. So each call of a method or formula starts from the very same state: no call can leave anything behind, budgets
// mean the same on every machine, and no garbage collection is needed between calls (docs/adr/0005). The range begins at
// a multiple of 4 GiB, so that tables with addresses as keys are laid out alike in every process (docs/adr/0009).
//
// What nothing writes to once it is there (texts, functions, and what those were compiled to) lies apart from the rest: unless
// a collection has marked it or freed some of it, it does not have to be copied back.
#pragma once
#include <cstddef>
#include <cstdint>
#include <array>
#include <vector>

namespace kaohe::lua {

class Arena {
  public:
    // Reserves `capacity` bytes of address space; memory is used only as it is touched. Throws std::bad_alloc.
    explicit Arena(std::size_t capacity);
    ~Arena();
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;

    // Where a new block lies; one that grows stays where it was.
    enum class Part : std::uint8_t { Changing, Lasting };
    // A lua_Alloc: `old_size` is what the block was asked for. Null when the limit or the capacity does not allow it.
    void* reallocate(void* block, std::size_t old_size, std::size_t new_size, Part part = Part::Changing);

    // Bytes in use, as asked for; and the most there were since begin_call().
    std::size_t used() const { return meta_.used; }
    std::size_t peak() const { return meta_.peak; }
    // All bytes that were given since then, also those that came back.
    std::size_t given() const { return meta_.given; }
    // From here on at most `limit` bytes more than now.
    void begin_call(std::size_t limit);

    void freeze();
    // REQUIRES, for Changing: nothing in the lasting part was written to or freed since it was frozen, and retire_free()
    // was called before that.
    void restore(Part part = Part::Lasting);
    // Blocks that are free now are never handed out again: nothing changes in them, so nothing has to be restored there.
    // For the last freeze(), when most of what a script was loaded with is garbage.
    void retire_free();

  private:
    static constexpr std::size_t kSmall = 512, kStep = 16, kSmallClasses = kSmall / kStep, kLargeClasses = 40, kParts = 2;
    struct Free {
        Free* next;
    };
    // All that changes besides the blocks themselves.
    struct Meta {
        std::size_t used = 0, peak = 0, limit = SIZE_MAX, given = 0;
        struct OfPart {
            std::size_t top = 0;  // first byte never handed out
            std::array<Free*, kSmallClasses + kLargeClasses> free{};
        };
        std::array<OfPart, kParts> parts;
    };

    // Of the used range of a part.
    struct Piece {
        std::size_t begin, size;
    };
    struct Image {
        std::vector<Piece> retired;  // ascending, apart from each other
        std::vector<Piece> pieces;   // what lies between them
        std::vector<char> bytes;     // one behind the other
    };

    static std::size_t class_of(std::size_t size);
    static std::size_t class_size(std::size_t index);
    char* begin_of(std::size_t part) const { return base_ + part * capacity_; }
    std::size_t part_of(const void* block) const { return static_cast<std::size_t>(static_cast<const char*>(block) - base_) >= capacity_ ? 1 : 0; }
    void* allocate(std::size_t size, std::size_t part);
    void release(void* block, std::size_t size);
    void take_image(std::size_t part);
    void retire_free(std::size_t part);
    void put_back(std::size_t part);

    std::size_t capacity_;  // of each part
    char* base_;
    Meta meta_, frozen_meta_;
    std::array<Image, kParts> images_;
};

}  // namespace kaohe::lua
