/*
 * The choice ledger: which readings an implementation takes, how often, and whether it stays with one for the same
 * argument where the documentation demands it.
 */
#include "machine.h"

static bool demands_agreement(const struct im_judgement *judgement)
{
    for (uint8_t i = 0; i < judgement->takes; i++) {
        if (im_questions[im_readings[judgement->taken[i]].question].must_agree) return true;
    }
    return false;
}

bool im_ledger_note(const struct im_model *model, const struct situation *s, const struct im_judgement *judgement, bool refused)
{
    struct im_ledger *ledger = model->ledger;
    if (ledger == NULL) return true;
    for (uint8_t i = 0; i < judgement->takes; i++) ledger->taken[judgement->taken[i]]++;
    if (s->event->kind != IM_EV_INSTANT_MESSAGE || s->event->argument.form != IM_STRING) return true;
    if (s->state->client != IM_SIGNED_IN || s->event->out_null || !demands_agreement(judgement)) return true;

    for (int i = 0; i < IM_LEDGER_MEMORY; i++) {
        if (!ledger->memory[i].used || ledger->memory[i].name != s->name) continue;
        if (ledger->memory[i].reference != s->event->argument.reference) continue;
        return ledger->memory[i].refused == refused;
    }
    ledger->memory[ledger->next].used = 1;
    ledger->memory[ledger->next].name = s->name;
    ledger->memory[ledger->next].reference = s->event->argument.reference;
    ledger->memory[ledger->next].refused = refused;
    ledger->next = (uint8_t)((ledger->next + 1) % IM_LEDGER_MEMORY);
    return true;
}
