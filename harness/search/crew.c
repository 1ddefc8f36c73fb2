/*
 * Several processes of one implementation: see crew.h.
 *
 * Hands take turns: each has some of the words that are foretold, and gets new ones when all of its own were asked for.
 */
#include "crew.h"

#include <stdlib.h>
#include <string.h>

struct hand {
    struct subject *subject;
    struct subject_batch batch;
    uint32_t at; /* the word that is asked for next */
    bool sent;   /* and not received */
};

struct crew {
    struct hand *hands;
    size_t count, turn;
    uint32_t most; /* words that a hand gets: more each time, since what is foretold may come to nothing */
    crew_source *source;
    void *context;
    const uint16_t *word; /* that had no room */
    size_t length;
    struct subject_counts counts;
};

struct crew *crew_open(const struct subject_options *options, unsigned jobs, char reason[LIMIT_REASON])
{
    char unused[LIMIT_REASON];
    struct subject *first = subject_open(options, reason);
    if (first == NULL) return NULL;
    const unsigned wanted = subject_jobs(first, jobs);
    struct crew *crew = must_realloc(NULL, sizeof *crew);
    *crew = (struct crew){ .hands = must_realloc(NULL, wanted * sizeof *crew->hands) };
    for (struct subject *one = first; one != NULL; one = crew->count < wanted ? subject_open(options, unused) : NULL) {
        struct hand *hand = &crew->hands[crew->count++];
        memset(hand, 0, sizeof *hand);
        hand->subject = one;
    }
    return crew;
}

void crew_close(struct crew *crew)
{
    if (crew == NULL) return;
    for (size_t i = 0; i < crew->count; i++) subject_close(crew->hands[i].subject);
    free(crew->hands);
    free(crew);
}

void crew_use(struct crew *crew, const struct abstraction *abstraction)
{
    for (size_t i = 0; i < crew->count; i++) subject_use(crew->hands[i].subject, abstraction);
}

static void receive(struct hand *hand)
{
    if (hand->sent) subject_receive(hand->subject, &hand->batch);
    hand->sent = false;
}

struct subject *crew_subject(struct crew *crew)
{
    receive(&crew->hands[0]);
    return crew->hands[0].subject;
}

/* Gives a hand the next words, if there are any. */
static void fill(struct crew *crew, struct hand *hand)
{
    char unused[LIMIT_REASON];
    receive(hand);
    hand->at = hand->batch.count = 0;
    while (crew->source != NULL && hand->batch.count < crew->most) {
        if (crew->word == NULL && !crew->source(crew->context, &crew->word, &crew->length)) break;
        if (!subject_add(&hand->batch, crew->word, crew->length)) break;
        crew->word = NULL;
    }
    if (crew->most < SUBJECT_BATCH) crew->most *= 2;
    hand->sent = hand->batch.count > 0 && subject_send(hand->subject, &hand->batch, unused);
}

void crew_foretell(struct crew *crew, crew_source *source, void *context)
{
    crew->source = source;
    crew->context = context;
    crew->word = NULL;
    crew->turn = 0;
    crew->most = 1;
    for (size_t i = 0; i < crew->count; i++) {
        if (source != NULL)
            fill(crew, &crew->hands[i]);
        else
            crew->hands[i].at = crew->hands[i].batch.count;
    }
}

static bool ask_now(struct crew *crew, const uint16_t *word, size_t length, struct abstract_output *outputs,
                    char reason[LIMIT_REASON])
{
    struct subject_word done;
    if (!subject_ask(crew_subject(crew), word, length, outputs, &done, reason)) return false;
    subject_count(&crew->counts, &done);
    return true;
}

bool crew_ask(struct crew *crew, const uint16_t *word, size_t length, struct abstract_output *outputs,
              char reason[LIMIT_REASON])
{
    struct hand *hand = &crew->hands[crew->turn];
    const struct subject_batch *batch = &hand->batch;
    if (hand->at == batch->count) return ask_now(crew, word, length, outputs, reason);
    const struct subject_word *next = &batch->word[hand->at];
    bool foretold = next->length == length && memcmp(batch->inputs + next->from, word, length * sizeof *word) == 0;
    if (!foretold) return ask_now(crew, word, length, outputs, reason);
    receive(hand);
    bool good = true;
    if (next->answered) {
        memcpy(outputs, batch->outputs + next->from, length * sizeof *outputs);
        subject_count(&crew->counts, next);
    } else {
        good = ask_now(crew, word, length, outputs, reason);
    }
    if (++hand->at == batch->count) {
        fill(crew, hand);
        crew->turn = (crew->turn + 1) % crew->count;
    }
    return good;
}

struct subject_counts crew_counts(const struct crew *crew) { return crew->counts; }
