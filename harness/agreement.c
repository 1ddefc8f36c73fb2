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

bool agreement_note(struct agreement *agreement, const struct world *world, const struct people *people,
                    const struct im_event *asked, const struct im_observation *seen, const char *test, uint32_t at,
                    struct outcome *outcome)
{
    if (agreement == NULL) return true;
    char call[HEX_DIGEST];
    call_digest(world, people, asked, call);
    size_t i = 0;
    while (i < agreement->count && strcmp(agreement->answers[i].call, call) != 0) i++;
    if (i == LIMIT_ANSWERS) return true;
    struct answered *answered = &agreement->answers[i];
    if (i == agreement->count) {
        memcpy(answered->call, call, sizeof call);
        snprintf(answered->test, sizeof answered->test, "%s", test);
        answered->hresult = seen->hresult;
        agreement->count++;
        return true;
    }
    bool both = im_failed(answered->hresult) && im_failed(seen->hresult);
    bool same = both ? answered->hresult == seen->hresult : im_failed(answered->hresult) == im_failed(seen->hresult);
    if (same) return true;
    char now[16], then[16];
    outcome_set(outcome, VERDICT_FAIL, at, "the same argument got %s here, and %s in the case %s before",
                words(seen->hresult, now), words(answered->hresult, then), answered->test);
    return false;
}
