/*
 * The same walks by RapidCheck: cases of 100 actions of the common benchmark model (K = 4), judged step by step.
 */
#include <cstdio>
#include <ctime>
#include <rapidcheck.h>
#include <vector>

extern "C" {
#include "benchmark.h"
}

static const benchmark_size size = { 4, 3 };

int main()
{
    const unsigned length = 100, cases = 5000;
    uint64_t steps = 0;
    const std::clock_t start = std::clock();
    const bool good = rc::check("every answer is what the model demands", [&] {
        const auto actions = *rc::gen::container<std::vector<unsigned>>(length, rc::gen::inRange(0u, 16u));
        uint64_t state = benchmark_start();
        struct benchmark_iut iut = benchmark_iut(false);
        benchmark_seen seen = {};
        for (unsigned action : actions) {
            benchmark_due due;
            state = benchmark_step(&size, state, action, &due);
            RC_ASSERT(benchmark_allows(&seen, action, due, benchmark_iut_step(&size, &iut, action)));
            steps++;
        }
    });
    const double taken = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    std::printf("bench: rate %.0f\n", static_cast<double>(steps) / taken);
    return good && steps == static_cast<uint64_t>(length) * cases ? 0 : 1;
}
