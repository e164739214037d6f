#include "kaohe/io/csv_scan.h"

#include <random>
#include <string>
#include <vector>

#include "support/catch.h"

using namespace kaohe::io;

TEST_CASE("both kernels find the same stops in every block") {
    std::mt19937 random(20260101);
    const std::string alphabet = "abc,;\t\"\n\r\x00\x7F\x80\xAC\xFF, 01";
    for (int round = 0; round < 20'000; ++round) {
        char block[kStopBlock];
        for (char& c : block)
            c = round % 2 ? static_cast<char>(random()) : alphabet[random() % alphabet.size()];
        const StopBytes stops{",;\t"[round % 3], "\n\r"[round % 2]};
        REQUIRE(stop_mask(block, stops) == stop_mask_plain(block, stops));
    }
}

TEST_CASE("the plain kernel marks delimiter, line end, quote and NUL") {
    char block[kStopBlock];
    std::memset(block, 'x', sizeof block);
    CHECK(stop_mask_plain(block, {}) == 0);
    block[0] = ',';
    block[7] = '\n';
    block[8] = '\r';
    block[9] = ';';
    block[31] = '"';
    block[63] = '\0';
    CHECK(stop_mask_plain(block, {}) == ((1ull << 0) | (1ull << 7) | (1ull << 31) | (1ull << 63)));
}

TEST_CASE("the scanner walks over all stops of texts of any length") {
    for (std::size_t size = 0; size < 200; ++size) {
        std::vector<char> text(size, 'x');
        std::vector<std::size_t> expected;
        for (std::size_t i = 0; i < size; i += 7) {
            text[i] = ',';
            expected.push_back(i);
        }
        StopScanner scanner({text.data(), size}, {});
        std::vector<std::size_t> found;
        for (std::size_t at; (at = scanner.next()) < size;) found.push_back(at);
        CAPTURE(size);
        REQUIRE(found == expected);
        REQUIRE(scanner.next() == size);
        scanner.seek(size / 2);
        const std::size_t first = (size / 2 + 6) / 7 * 7;
        REQUIRE(scanner.next() == std::min(first, size));
    }
}
