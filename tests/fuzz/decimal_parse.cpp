// Any bytes as a decimal: what parses prints a decimal of the same value, and no arithmetic on it gives a wrong number.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kaohe/num/rounding.h"

using namespace kaohe::num;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {
void expect(bool holds) {
    if (!holds) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto value = Decimal::parse({reinterpret_cast<const char*>(data), size});
    if (!value) return 0;
    const auto again = Decimal::parse(value->to_string());
    expect(again && *again == *value && again->scale() == value->scale());
    expect(value->trimmed() == *value && -(-*value) == *value);
    try {
        expect(*value - *value == Decimal(0));
        expect(Ratio(*value).exact_decimal() == *value);
        for (auto mode : {Rounding::HalfEven, Rounding::HalfUp, Rounding::Ceiling, Rounding::Floor}) {
            const Decimal rounded = round_to(*value, interval_of(1), mode);
            const Ratio off = Ratio(rounded) - Ratio(*value);
            expect(off < Ratio(1, 10) && off > Ratio(-1, 10));
            expect(round_to(rounded, interval_of(1), mode) == rounded);
        }
    } catch (const ArithmeticError&) {  // too long to be exact: said, not guessed
    }
    return 0;
}
