/*
 * Binding of roles and texts: see cast.h.
 */
#include "cast.h"

#include <string.h>

#define UNITS(literal)                                                      \
    {                                                                       \
        (const uint16_t *)(literal), sizeof(literal) / sizeof(uint16_t) - 1 \
    }

static const struct person wanted_contacts[] = {
    { UNITS(u"alice@example.com"), false }, { UNITS(u"bob@example.com"), false },
    { UNITS(u"carol@example.com"), false }, { UNITS(u"dave@example.com"), false },
    { UNITS(u"sam@other.example"), true },
};
static const struct people wanted = { UNITS(u"me@example.com"), wanted_contacts,
                                      sizeof wanted_contacts / sizeof wanted_contacts[0] };

static const struct text unlisted = UNITS(u"nobody.on.any.list@example.net");

const struct people *cast_wanted(void) { return &wanted; }

void cast_bind(struct cast *cast, const struct people *people)
{
    *cast = (struct cast){ .people = people };
    cast->name[ROLE_ME] = people->me;
    cast->name[ROLE_UNLISTED] = unlisted;
    int next = ROLE_ALICE;
    for (size_t i = 0; i < people->count; i++) {
        const struct person *person = &people->contacts[i];
        if (person->secondary) {
            if (cast->name[ROLE_SECONDARY].units == NULL) cast->name[ROLE_SECONDARY] = person->name;
        } else if (next <= ROLE_DAVE) {
            cast->name[next++] = person->name;
        }
    }
}

static uint16_t with_case(uint16_t unit, enum letter_case letters)
{
    bool upper = unit >= 'A' && unit <= 'Z', lower = unit >= 'a' && unit <= 'z';
    if ((upper || lower) && letters == CASE_WIDE) return (uint16_t)(unit + 0xFEE0);
    if (upper && (letters == CASE_LOWER || letters == CASE_SWAP)) return (uint16_t)(unit + 32);
    if (lower && (letters == CASE_UPPER || letters == CASE_SWAP)) return (uint16_t)(unit - 32);
    return unit;
}

static const struct text *source(const struct cast *cast, const struct text_part *part)
{
    return part->role == ROLE_NONE ? &part->literal : &cast->name[part->role];
}

struct text cast_text(const struct cast *cast, const struct text_spec *spec, struct arena *arena)
{
    if (spec->null) return (struct text){ NULL, 0 };
    size_t length = 0;
    for (size_t i = 0; i < spec->count; i++) length += source(cast, &spec->parts[i])->length * spec->parts[i].times;

    uint16_t *units = arena_alloc(arena, (length + 1) * sizeof *units);
    size_t at = 0;
    for (size_t i = 0; i < spec->count; i++) {
        const struct text_part *part = &spec->parts[i];
        const struct text *from = source(cast, part);
        for (uint32_t n = 0; n < part->times; n++) {
            for (size_t j = 0; j < from->length; j++) units[at++] = with_case(from->units[j], part->letters);
        }
    }
    return (struct text){ units, length };
}
