// The memory of a state, by itself: after restore() every block that was in use is as it was at freeze().
#include <rapidcheck.h>

#include <cstring>
#include <map>
#include <string>

#include "kaohe/lua/arena.h"
#include "support/catch.h"

using kaohe::lua::Arena;

namespace {

std::size_t any_size() { return *rc::gen::element<std::size_t>(1, 8, 16, 17, 40, 64, 100, 250, 512, 513, 3000, 70000); }

// Blocks with their sizes, each filled with a letter of its own.
class Blocks {
  public:
    explicit Blocks(Arena& arena) : arena_(arena) {}
    void add() {
        const std::size_t size = any_size();
        auto* block = static_cast<char*>(arena_.reallocate(nullptr, 0, size));
        REQUIRE(block != nullptr);
        std::memset(block, letter_, size);
        blocks_[block] = std::string(size, letter_);
        letter_ = letter_ == 'z' ? 'a' : static_cast<char>(letter_ + 1);
    }
    void free_some() {
        for (auto it = blocks_.begin(); it != blocks_.end();) {
            if (*rc::gen::inRange(0, 2) == 0) {
                ++it;
                continue;
            }
            arena_.reallocate(it->first, it->second.size(), 0);
            it = blocks_.erase(it);
        }
    }
    bool intact() const {
        for (const auto& [block, text] : blocks_)
            if (std::memcmp(block, text.data(), text.size()) != 0) return false;
        return true;
    }
    bool overlaps(const char* begin, std::size_t size) const {
        for (const auto& [block, text] : blocks_)
            if (begin < block + text.size() && block < begin + size) return true;
        return false;
    }
    void scribble() {
        for (const auto& [block, text] : blocks_) std::memset(block, '#', text.size());
    }

  private:
    Arena& arena_;
    std::map<char*, std::string> blocks_;
    char letter_ = 'a';
};

}  // namespace

TEST_CASE("a call starts from the same memory, whatever the one before did to it") {
    const bool held = rc::check("frozen blocks come back", [] {
        Arena arena(std::size_t{8} << 20);
        Blocks blocks(arena);
        for (int i = *rc::gen::inRange(1, 60); i > 0; --i) blocks.add();
        blocks.free_some();
        for (int i = *rc::gen::inRange(0, 10); i > 0; --i) blocks.add();
        if (*rc::gen::arbitrary<bool>()) arena.retire_free();
        arena.freeze();
        const std::size_t used = arena.used();
        std::string addresses_before;
        for (int call = 0; call < 3; ++call) {
            std::string addresses;
            blocks.scribble();
            for (const std::size_t size : {std::size_t{24}, std::size_t{200}, std::size_t{24}, std::size_t{5000}}) {
                auto* fresh = static_cast<char*>(arena.reallocate(nullptr, 0, size));
                RC_ASSERT(fresh != nullptr);
                RC_ASSERT(!blocks.overlaps(fresh, size));
                std::memset(fresh, '!', size);
                addresses += std::to_string(reinterpret_cast<std::uintptr_t>(fresh)) + " ";
                if (size == 200) arena.reallocate(fresh, size, 0);
            }
            arena.restore();
            RC_ASSERT(blocks.intact());
            RC_ASSERT(arena.used() == used);
            if (call > 0) RC_ASSERT(addresses == addresses_before);  // the next call gets the same ones
            addresses_before = addresses;
        }
    });
    CHECK(held);
}
