// The loops that nearly all of a large run is spent in, one at a time. Figures are of one thread; items and bytes a second are
// what compares. Inputs are fixed, so that two builds see the same.
#include <benchmark/benchmark.h>

#include <random>
#include <string>
#include <vector>

#include "kaohe/base/digest.h"
#include "kaohe/io/csv_scan.h"
#include "kaohe/model/kernels.h"
#include "kaohe/num/decimal.h"
#include "kaohe/num/ratio.h"
#include "kaohe/num/rounding.h"
#include "kaohe/tables/values.h"

using namespace kaohe;
using num::Decimal;
using num::Ratio;

namespace {

constexpr std::size_t kMany = 4096;

// "161.63", "8.5", "40": numbers as the cells of a form have them.
std::vector<std::string> number_texts() {
    std::mt19937 random(1);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < kMany; ++i) {
        std::string text = std::to_string(random() % 200);
        for (unsigned digits = random() % 3, d = 0; d < digits; ++d) text += (d == 0 ? "." : "") + std::to_string(random() % 9 + 1);
        out.push_back(text);
    }
    return out;
}

std::vector<Decimal> decimals() {
    std::vector<Decimal> out;
    for (const std::string& text : number_texts()) out.push_back(Decimal::parse(text).value());
    return out;
}

void items(benchmark::State& state, std::size_t count) { state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(count)); }
void bytes(benchmark::State& state, std::size_t count) { state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(count)); }

void decimal_parse(benchmark::State& state) {
    const auto texts = number_texts();
    for (auto _ : state)
        for (const std::string& text : texts) benchmark::DoNotOptimize(Decimal::parse(text));
    items(state, texts.size());
}

void decimal_to_string(benchmark::State& state) {
    const auto values = decimals();
    for (auto _ : state)
        for (const Decimal& value : values) benchmark::DoNotOptimize(value.to_string());
    items(state, values.size());
}

// The points of a ratio rule: weight × actual ÷ target, and their sum.
void ratio_arithmetic(benchmark::State& state) {
    const auto values = decimals();
    const Ratio weight(Decimal::parse("2.4").value());
    for (auto _ : state)
        for (std::size_t i = 1; i < values.size(); ++i)
            if (!values[i].is_zero()) benchmark::DoNotOptimize(weight * Ratio(values[i - 1]) / Ratio(values[i]) + weight);
    items(state, values.size() - 1);
}

void ratio_compare(benchmark::State& state) {
    const auto values = decimals();
    const Ratio bound(1000, 11);
    for (auto _ : state)
        for (const Decimal& value : values) benchmark::DoNotOptimize(Ratio(value) < bound);
    items(state, values.size());
}

void round_to(benchmark::State& state) {
    const auto values = decimals();
    const Ratio eleventh(1, 11);
    std::vector<Ratio> exact;
    for (const Decimal& value : values) exact.push_back(Ratio(value) * eleventh);
    for (auto _ : state)
        for (const Ratio& value : exact) benchmark::DoNotOptimize(num::round_to(value, num::interval_of(2), num::Rounding::HalfEven));
    items(state, exact.size());
}

void number_cell_short(benchmark::State& state) {
    const auto texts = number_texts();
    tables::SmallDecimal out;
    for (auto _ : state)
        for (const std::string& text : texts) benchmark::DoNotOptimize(tables::parse_digits(text, out));
    items(state, texts.size());
}

void number_cell_long(benchmark::State& state) {
    const model::Words words;
    const std::vector<std::string> texts = {"1,234.5", "85.7%", "１２.５", " 40 ", "-3.25", "2.50"};
    for (auto _ : state)
        for (const std::string& text : texts) benchmark::DoNotOptimize(tables::parse_number(text, words));
    items(state, texts.size());
}

void csv_scan(benchmark::State& state) {
    std::string text;
    for (std::size_t i = 0; i < kMany; ++i) text += "110101,2023-01-01,25,39,11,37,1.1," + std::to_string(i % 200) + '\n';
    for (auto _ : state) {
        io::StopScanner scanner(text, {});
        std::size_t stops = 0;
        while (scanner.next() < text.size()) ++stops;
        benchmark::DoNotOptimize(stops);
    }
    bytes(state, text.size());
}

// IAQI of PM2.5 (HJ 633-2012), a county's year a call as the method does.
void aqi_line(benchmark::State& state) {
    model::PreparedLine line({.x = {0, 35, 75, 115, 150, 250, 350, 500}, .y = {0, 50, 100, 150, 200, 300, 400, 500}, .mode = num::Rounding::Ceiling, .above = Ratio(500)});
    std::mt19937 random(2);
    model::Column column;
    for (int day = 0; day < 365; ++day) column.append_number(static_cast<std::int64_t>(random() % 520), 0);
    for (auto _ : state) benchmark::DoNotOptimize(line.interpolate(column.view()));
    items(state, column.size());
}

void sha256_of(benchmark::State& state) {
    const std::string text(std::size_t{1} << 20, 'x');
    for (auto _ : state) benchmark::DoNotOptimize(sha256(text));
    bytes(state, text.size());
}

}  // namespace

BENCHMARK(decimal_parse);
BENCHMARK(decimal_to_string);
BENCHMARK(ratio_arithmetic);
BENCHMARK(ratio_compare);
BENCHMARK(round_to);
BENCHMARK(number_cell_short);
BENCHMARK(number_cell_long);
BENCHMARK(csv_scan);
BENCHMARK(aqi_line);
BENCHMARK(sha256_of);
