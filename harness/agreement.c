/*
 * Answers to equal calls over a whole run: see agreement.h.
 */
#include "agreement.h"

#include <stdio.h>
#include <string.h>

#include "adapter.h"
#include "record.h"
#include "world.h"

static void add_number(struct digest *digest, uint32_t number) { digest_add(digest, &number, sizeof number); }

static void add_units(struct digest *digest, const uint16_t *units, size_t length)
{
    add_number(digest, (uint32_t)length);
    digest_add(digest, units, length * sizeof *units);
}

static void call_digest(const struct world *world, const struct people *people, const struct im_event *asked,
                        char hex[HEX_DIGEST])
{
    const struct im_state *state = &world->model.state;
    const struct im_text text = world->names[asked->argument.name];
    struct digest *digest = digest_new();
    add_number(digest, asked->argument.form);
    add_number(digest, asked->argument.reference);
    add_number(digest, asked->binding);
    add_units(digest, text.units, text.length);
    add_number(digest, state->secondary);
    add_number(digest, state->returned);
    add_number(digest, state->focus_refused);
    add_units(digest, people->me.units, people->me.length);
    for (size_t i = 0; i < people->count; i++) {
        add_number(digest, people->contacts[i].secondary);
        add_units(digest, people->contacts[i].name.units, people->contacts[i].name.length);
    }
    digest_end(digest, hex);
}

static const char *words(uint32_t hresult, char room[16])
{
    return im_failed(hresult) ? record_hresult(hresult, room) : "a success";
}

/* The answer to a call among these, or NULL. */
static const struct answered *answer_to(const struct agreement *agreement, const char call[HEX_DIGEST])
{
    for (size_t i = 0; agreement != NULL && i < agreement->count; i++) {
        if (memcmp(agreement->answers[i].call, call, HEX_DIGEST) == 0) return &agreement->answers[i];
    }
    return NULL;
}

static bool same(uint32_t a, uint32_t b)
{
    return im_failed(a) && im_failed(b) ? a == b : im_failed(a) == im_failed(b);
}

static size_t room_left(const struct agreement *agreement)
{
    size_t before = agreement->before != NULL ? agreement->before->count : 0;
    return LIMIT_ANSWERS - before - agreement->count;
}

bool agreement_note(struct agreement *agreement, const struct world *world, const struct people *people,
                    const struct im_event *asked, const struct im_observation *seen, const char *test, uint32_t at,
                    struct outcome *outcome)
{
    if (agreement == NULL) return true;
    char call[HEX_DIGEST];
    call_digest(world, people, asked, call);
    const struct answered *answered = answer_to(agreement->before, call);
    if (answered == NULL) answered = answer_to(agreement, call);
    if (answered == NULL) {
        if (room_left(agreement) == 0) return true;
        struct answered *kept = &agreement->answers[agreement->count++];
        memcpy(kept->call, call, sizeof call);
        snprintf(kept->test, sizeof kept->test, "%s", test);
        kept->hresult = seen->hresult;
        return true;
    }
    if (same(answered->hresult, seen->hresult)) return true;
    char now[16], then[16];
    outcome_set(outcome, VERDICT_FAIL, at, "the same argument got %s here, and %s in the case %s before",
                words(seen->hresult, now), words(answered->hresult, then), answered->test);
    return false;
}

bool agreement_join(struct agreement *agreement, const struct agreement *one)
{
    size_t fresh = 0;
    for (size_t i = 0; i < one->count; i++) {
        const struct answered *answered = answer_to(agreement, one->answers[i].call);
        if (answered != NULL && !same(answered->hresult, one->answers[i].hresult)) return false;
        fresh += answered == NULL;
    }
    if (fresh > room_left(agreement)) return false;
    for (size_t i = 0; i < one->count; i++) {
        if (answer_to(agreement, one->answers[i].call) == NULL)
            agreement->answers[agreement->count++] = one->answers[i];
    }
    return true;
}
