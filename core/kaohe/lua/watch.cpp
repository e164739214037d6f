#include "kaohe/lua/watch.h"

#include <lua.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <string_view>

namespace kaohe::lua {
namespace {

// --- Lua 5.4 in memory (64 bits)

// A text: type, mark, length and hash, then the next text of the bucket or the length of a long one, then the bytes.
constexpr std::size_t kTextHash = 12, kTextNext = 16, kTextLength = 16, kTextBytes = 24, kLongestShort = 40;
// A node of a table's hash part: value, types of value and key, distance to the next node that collides, key.
constexpr std::size_t kNodeBytes = 24, kNodeKeyType = 9, kNodeNext = 12, kNodeKey = 16;
// From the allocator's data to the bytes in use but for the collector's debt, to that debt (negative: that much may still
// be allocated), to the number of buckets of texts, to the seed.
constexpr std::size_t kDataToBytes = 8, kDataToDebt = 16, kDataToBuckets = 52, kDataToSeed = 88;

// A call: its function on the stack, before the registers, and the instruction that comes next but one. A function leads
// to its code, and that to its constants. Values have their type at byte 8.
constexpr std::size_t kCallFunction = 0, kCallNext = 32, kFunctionCode = 24, kCodeConstants = 56, kValueType = 8, kValueBytes = 16;
constexpr std::uint32_t kModuloConstant = 25, kModulo = 37;  // instructions
constexpr std::uint8_t kInteger = 3, kFloat = 19, kShortText = 68, kLongText = 84;

constexpr std::uint32_t kSeed = 0x6B616F68;

template <class T>
T at(const char* base, std::size_t offset) {
    T out;
    std::memcpy(&out, base + offset, sizeof out);
    return out;
}

// Where a state keeps the allocator's data; null when it was not found.
char* data_of(char* state, std::size_t bytes, const void* allocator_data) {
    for (std::size_t offset = 0; offset + kDataToSeed + sizeof kSeed <= bytes; offset += sizeof allocator_data)
        if (at<const void*>(state, offset) == allocator_data) return state + offset;
    return nullptr;
}

// --- limits: far from what ordinary rules come to, near enough to what an attack needs

constexpr int kLongestChain = 32;          // keys of a table that collide
constexpr int kLongestBucket = 24;         // texts that do
constexpr int kSamples = 4;                // nodes of all tables, at a look
constexpr std::size_t kLargeTable = 14;    // logarithm of the nodes: to lay out less is over before the next look
constexpr std::size_t kMostAlike = 8;      // of the keys looked at then
constexpr std::size_t kLongestNumber = 100;
constexpr std::int64_t kFloatModulo = 250;  // instructions' worth, when the exponents lie far apart
constexpr std::size_t kComparedAtOnce = 1024, kCopiedAtOnce = 32, kOrdinaryStack = 100;  // bytes, slots, slots

// The logarithm of the number of nodes, if a block of that size can be a hash part.
std::size_t log_of_nodes(std::size_t bytes) {
    const std::size_t nodes = bytes / kNodeBytes;
    return bytes % kNodeBytes == 0 && std::has_single_bit(nodes) ? static_cast<std::size_t>(std::bit_width(nodes)) - 1 : 0;
}

// Where a hash part stands in our list is noted behind it: such blocks are longer than asked for by a third (arena.cpp).
void note_place(char* block, std::size_t bytes, std::size_t place) { std::memcpy(block + bytes, &place, sizeof place); }

// Whether more keys than honest ones ever do hang on that node.
bool is_long_chain(const char* nodes, std::size_t count, std::size_t node) {
    const std::size_t first = node;
    for (int i = 0; i < kLongestChain; ++i) {
        const auto next = at<std::int32_t>(nodes, node * kNodeBytes + kNodeNext);
        node += static_cast<std::size_t>(static_cast<std::int64_t>(next));
        if (next == 0 || node >= count || node == first) return false;  // "first": a vector that is no hash part
    }
    return true;
}

// As Lua hashes floats.
std::uint64_t hash_of(double number) {
    int exponent = 0;
    const double mantissa = std::frexp(number, &exponent) * 2147483648.0;
    if (!(std::abs(mantissa) <= 2147483648.0)) return 0;
    const auto hash = static_cast<unsigned>(exponent) + static_cast<unsigned>(static_cast<std::int64_t>(mantissa));
    return hash <= 0x7FFFFFFF ? hash : ~hash;
}

// Where the key of that node would stand in a hash part of `count` nodes.
std::size_t place_in(const char* node, std::size_t count) {
    switch (at<std::uint8_t>(node, kNodeKeyType)) {
        case kShortText:
        case kLongText: return at<std::uint32_t>(at<const char*>(node, kNodeKey), kTextHash) & (count - 1);
        case kInteger: return at<std::uint64_t>(node, kNodeKey) % (count - 1);
        case kFloat: return hash_of(at<double>(node, kNodeKey)) % (count - 1);
        default: return at<std::uint32_t>(node, kNodeKey) % (count - 1);  // an address
    }
}

// The remainder of two floats takes longest of all arithmetic: a step for every bit between their exponents.
bool is_float_modulo(const char* call) {
    const auto instruction = at<std::uint32_t>(at<const char*>(call, kCallNext) - sizeof(std::uint32_t), 0);
    const std::uint32_t operation = instruction & 0x7F, left = instruction >> 16 & 0xFF, right = instruction >> 24;
    if (operation != kModulo && operation != kModuloConstant) return false;
    const char* const function = at<const char*>(call, kCallFunction);
    const auto is_float = [](const char* values, std::size_t i) { return at<std::uint8_t>(values, i * kValueBytes + kValueType) == kFloat; };
    const char* const constants = at<const char*>(at<const char*>(at<const char*>(function, 0), kFunctionCode), kCodeConstants);
    return is_float(function, 1 + left) || (operation == kModulo ? is_float(function, 1 + right) : is_float(constants, right));
}

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_sign(char c) { return c == '-' || c == '+'; }
bool is_digit(char c) { return (c >= '0' && c <= '9') || c == '.'; }
bool is_hex_digit(char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }

// Whether Lua would read on beyond kLongestNumber bytes to turn it into a number.
bool is_long_number(std::string_view text) {
    std::size_t i = 0;
    const auto skip = [&](auto is_one) {
        while (i < kLongestNumber && is_one(text[i])) ++i;
    };
    skip(is_blank);
    if (is_sign(text[i])) ++i;
    const bool is_hex = text[i] == '0' && (text[i + 1] | 0x20) == 'x';
    if (is_hex) i += 2;
    skip(is_hex ? is_hex_digit : is_digit);
    if ((text[i] | 0x20) == (is_hex ? 'p' : 'e')) i += is_sign(text[i + 1]) ? 2 : 1;
    skip(is_digit);
    skip(is_blank);
    return i >= kLongestNumber;
}

}  // namespace

bool Watch::knows(const char* empty) { return at<std::uint32_t>(empty - kTextBytes, kTextHash) == kSeed; }

void Watch::settle(std::size_t in_use) {
    marks_.collected = false;
    marks_.headroom = -1;
    if (marks_.data == nullptr) return;
    const auto debt = at<std::int64_t>(marks_.data, kDataToDebt);
    if (at<std::int64_t>(marks_.data, kDataToBytes) + debt != static_cast<std::int64_t>(in_use)) return;  // laid out in another way
    marks_.headroom = -debt;
    marks_.buckets = at<std::int32_t>(marks_.data, kDataToBuckets);
}

bool Watch::left_texts_and_code(std::size_t given) const {
    return !marks_.collected && static_cast<std::int64_t>(given) < marks_.headroom && at<std::int32_t>(marks_.data, kDataToBuckets) == marks_.buckets;
}

void Watch::restore(const Watch& kept) {
    marks_ = kept.marks_;
    long_texts_ = kept.long_texts_;
    if (parts_changed_) hash_parts_ = kept.hash_parts_;
    parts_changed_ = false;
}

void Watch::allocated(char* block, std::size_t size, int kind) {
    if (kind == 0) marks_.last_vector = {block, size};
    if (kind == LUA_TTHREAD && marks_.state.at == nullptr) {
        marks_.state = {block, size};
    } else if (kind == LUA_TSTRING && size > kTextBytes + kLongestShort + 1) {
        marks_.longest_text = std::max(marks_.longest_text, size);
        if (size > kTextBytes + kLongestNumber + 8) long_texts_.push_back(block);
    } else if (kind == LUA_TSTRING) {
        marks_.found_collisions = marks_.found_collisions || text_collides();
        marks_.short_text = block;
    } else if (kind == 0 && marks_.stack.at == nullptr) {
        marks_.stack = marks_.last_vector;
        // Lua draws a seed when it begins a state; this is before its first text.
        char* const data = data_of(marks_.state.at, marks_.state.bytes, allocator_data_);
        if (data != nullptr) std::memcpy(data + kDataToSeed, &kSeed, sizeof kSeed);
        marks_.data = data;
    } else if (const std::size_t log = kind == 0 ? log_of_nodes(size) : 0; log >= kSmallest && log < kSizes) {
        parts_changed_ = true;
        note_place(block, size, hash_parts_[log].size());
        hash_parts_[log].push_back(block);
        marks_.node_count += std::size_t{1} << log;
    }
}

void Watch::freed(const char* block, std::size_t size) {
    if (block == marks_.stack.at) marks_.stack = marks_.last_vector;  // Lua makes the new one, then frees the old one
    if (block == marks_.short_text) marks_.short_text = nullptr;
    if (!long_texts_.empty()) std::erase(long_texts_, block);
    const std::size_t log = log_of_nodes(size);
    if (log < kSmallest || log >= kSizes) return;
    auto& parts = hash_parts_[log];
    const auto place = at<std::size_t>(block, size);
    if (place >= parts.size() || parts[place] != block) return;  // an object of that size, or an array that grew to it
    parts_changed_ = true;
    parts[place] = parts.back();
    note_place(parts[place], size, place);
    parts.pop_back();
    marks_.node_count -= std::size_t{1} << log;
}

std::uint32_t Watch::random() { return marks_.random = marks_.random * 1664525 + 1013904223; }

// Every table is as likely to be looked at as it is large, every look goes on from where chance leads: a chain of keys
// can't be hidden, and is found the sooner the longer it is.
bool Watch::keys_collide() {
    for (int i = 0; i < kSamples && marks_.node_count > 0; ++i) {
        std::size_t node = (std::size_t{random()} * marks_.node_count) >> 32;
        for (std::size_t log = kSmallest; log < kSizes; ++log) {
            const std::size_t nodes = hash_parts_[log].size() << log;
            if (node < nodes) {
                const std::size_t count = std::size_t{1} << log;
                if (is_long_chain(hash_parts_[log][node >> log], count, node & (count - 1))) return true;
                break;
            }
            node -= nodes;
        }
    }
    return false;
}

bool Watch::text_collides() const {
    const char* text = marks_.short_text;
    int length = 0;
    while (text != nullptr && length <= kLongestBucket) {
        text = at<const char*>(text, kTextNext);
        ++length;
    }
    return length > kLongestBucket;
}

bool Watch::has_long_number() {
    const bool found = std::any_of(long_texts_.begin(), long_texts_.end(), [](const char* text) {
        return is_long_number({text + kTextBytes, at<std::size_t>(text, kTextLength)});
    });
    long_texts_.clear();
    return found;
}

// It is not known which table is laid out anew, but that it has at least half as many nodes now.
bool Watch::will_collide(std::size_t size, std::int64_t& looked_at) {
    const std::size_t wanted = log_of_nodes(size);
    if (wanted < kLargeTable) return false;
    const std::size_t count = std::size_t{1} << wanted;
    std::vector<std::size_t> places;
    for (std::size_t log = wanted - 1; log < kSizes; ++log)
        for (const char* nodes : hash_parts_[log]) {
            places.clear();
            for (std::size_t i = 0; i < 64 + count / 32; ++i) {
                const char* const node = nodes + ((std::size_t{random()} << log) >> 32) * kNodeBytes;
                const bool is_used = (at<std::uint8_t>(node, kValueType) & 0xF) != 0;
                if (is_used) places.push_back(place_in(node, count) << 32 | static_cast<std::size_t>(node - nodes));
            }
            std::sort(places.begin(), places.end());
            places.erase(std::unique(places.begin(), places.end()), places.end());  // the same node twice
            looked_at += static_cast<std::int64_t>(64 + count / 32);
            for (std::size_t i = kMostAlike; i < places.size(); ++i)
                marks_.found_collisions = marks_.found_collisions || places[i] >> 32 == places[i - kMostAlike] >> 32;
        }
    return marks_.found_collisions;
}

Watch::Trick Watch::look() {
    marks_.found_collisions = marks_.found_collisions || text_collides() || keys_collide();
    if (marks_.found_collisions) return Trick::Collisions;
    return has_long_number() ? Trick::LongNumber : Trick::None;
}

std::int64_t Watch::weight(const void* running) const {
    const std::size_t slots = marks_.stack.bytes / kValueBytes;
    const std::size_t moved = marks_.longest_text / kComparedAtOnce + (slots > kOrdinaryStack ? slots / kCopiedAtOnce : 0);
    return static_cast<std::int64_t>(1 + moved) + (is_float_modulo(static_cast<const char*>(running)) ? kFloatModulo : 0);
}

int Watch::some(int about) { return about / 2 + static_cast<int>((std::uint64_t{random()} * static_cast<std::uint64_t>(about)) >> 32) + 1; }

}  // namespace kaohe::lua
