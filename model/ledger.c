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

/* Arguments that have a text, in a client that is ready and does nothing else. */
static bool comparable(const struct situation *s)
{
    uint8_t form = s->event->argument.form;
    bool text = form == IM_STRING || form == IM_NUMBER || form == IM_BOOLEAN;
    return text && s->state->client == IM_SIGNED_IN && s->state->dialogs == 0 && !s->event->out_null;
}

bool im_must_agree(const struct situation *s, const struct im_judgement *judgement)
{
    return s->event->kind == IM_EV_INSTANT_MESSAGE && comparable(s) && demands_agreement(judgement);
}

bool im_ledger_note(const struct im_model *model, const struct situation *s, const struct im_judgement *judgement,
                    uint32_t hresult)
{
    struct im_ledger *ledger = model->ledger;
    if (ledger == NULL) return true;
    for (uint8_t i = 0; i < judgement->takes; i++) ledger->taken[judgement->taken[i]]++;
    if (!judgement->must_agree) return true;
    if (!im_failed(hresult)) hresult = 0;

    for (int i = 0; i < IM_LEDGER_MEMORY; i++) {
        if (!ledger->memory[i].used || ledger->memory[i].name != s->name) continue;
        if (ledger->memory[i].form != s->event->argument.form) continue;
        if (ledger->memory[i].reference != s->event->argument.reference) continue;
        return ledger->memory[i].hresult == hresult;
    }
    ledger->memory[ledger->next].used = 1;
    ledger->memory[ledger->next].name = s->name;
    ledger->memory[ledger->next].reference = s->event->argument.reference;
    ledger->memory[ledger->next].form = s->event->argument.form;
    ledger->memory[ledger->next].hresult = hresult;
    ledger->next = (uint8_t)((ledger->next + 1) % IM_LEDGER_MEMORY);
    return true;
}
