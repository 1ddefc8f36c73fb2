/*
 * Numbers that look random and are the same on every machine: SplitMix64 (Steele, Lea and Flood, 2014).
 */
#ifndef IMCONFORM_PRNG_H
#define IMCONFORM_PRNG_H

#include <stdint.h>

struct prng {
    uint64_t state;
};

static inline uint64_t prng_next(struct prng *prng)
{
    uint64_t mixed = prng->state += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBu;
    return mixed ^ mixed >> 31;
}

/* From 0 to below `end`, which is not 0 and small beside 2^32. */
static inline uint32_t prng_below(struct prng *prng, uint32_t end)
{
    return (uint32_t)((prng_next(prng) >> 32) * end >> 32);
}

/* The stream with that number, of those that belong to a seed. */
static inline struct prng prng_stream(uint64_t seed, uint64_t number)
{
    struct prng prng = { seed };
    prng.state = prng_next(&prng) ^ number * 0xD1342543DE82EF95u;
    prng_next(&prng);
    return prng;
}

#endif
