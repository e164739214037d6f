// kaohe/lua/watch.h - what the count of instructions does not see: how much a single instruction can be made to do.
//
// One instruction of Lua may compare two long texts, copy a stack full of arguments, turn a long text into a number, or
// walk along thousands of keys that a rule has chosen so that they collide. All of that lies in memory that the
// allocator gave, so it reports here, and from time to time someone looks. Nothing is timed: addresses (arena.h) and
// the seed of all hashes (fixed here) are the same in every run, so is what is found (docs/adr/0009). Where what Lua 5.4
// lays out in memory has to be known, it is known here and nowhere else.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace kaohe::lua {

class Watch {
  public:
    explicit Watch(const void* allocator_data) : allocator_data_(allocator_data) {}

    // The allocator's reports, from the state's first block on. `kind`: the type of a new object, 0 for a vector.
    void allocated(char* block, std::size_t size, int kind);
    void freed(const char* block, std::size_t size);
    void refused() { marks_.collected = true; }  // Lua collects everything and asks once more

    // Asked before it gives a vector: whether the table that may be laid out anew there would get very long chains of
    // keys, all at once and where nobody can look. `looked_at` grows by how many keys were looked at.
    bool will_collide(std::size_t size, std::int64_t& looked_at);

    // What no honest rule does, if something of that kind is there now.
    enum class Trick { None, Collisions, LongNumber };
    Trick look();
    // How many instructions one may be worth at the moment, for what it may have to compare, to copy or, where `running`
    // (i_ci of lua_Debug) stands before one, to divide; mostly one.
    std::int64_t weight(const void* running) const;
    // From 1/2 to 3/2 of what is given, by chance, so that nothing can be done just behind our back.
    int some(int about);

    // Whether the linked Lua lays out texts and seed as expected; `empty` is an empty text of Lua's.
    static bool knows(const char* empty);

    // Right after everything was collected: notes how much may be allocated before the next collection. `in_use`: bytes, by
    // Lua's own count.
    void settle(std::size_t in_use);
    // Since then, with `given` bytes allocated: no collection can have begun, and the list of texts was not laid out anew.
    // Then texts, functions and what they were compiled to are what they were.
    bool left_texts_and_code(std::size_t given) const;
    // Back to what was seen when this copy was made of it.
    void restore(const Watch& kept);

  private:
    std::uint32_t random();
    bool keys_collide();
    bool text_collides() const;
    bool has_long_number();

    static constexpr std::size_t kSmallest = 6, kSizes = 24;  // hash parts of 2^6 nodes and more are watched
    std::array<std::vector<char*>, kSizes> hash_parts_;       // by the logarithm of their size
    bool parts_changed_ = false;                              // since the last restore()
    std::vector<const char*> long_texts_;                     // made since the last look
    const void* allocator_data_;
    struct Block {
        char* at = nullptr;
        std::size_t bytes = 0;
    };
    struct Marks {
        std::size_t node_count = 0;                // of all hash parts together
        const char* short_text = nullptr;          // the one made last
        bool found_collisions = false, collected = false;
        std::size_t longest_text = 0;
        Block state, stack, last_vector;
        const char* data = nullptr;                // where the state keeps the allocator's data
        std::int64_t headroom = -1;                // bytes, before the next collection
        std::int32_t buckets = 0;                  // of texts
        std::uint32_t random = 1;
    };
    Marks marks_;
};

}  // namespace kaohe::lua
