/*
 * Tests of calls of several callers at once against the oracle: what came back is scripted, and so is the order of the
 * answers.  Histories of which the answer is known, and random ones against each order of the same calls, one by one.
 */
#include "case_kit.h"
#include "exec.h"
#include "prng.h"

/* --- an implementation that answers what it is told --- */

struct answer {
    uint32_t hresult;
    const char *window; /* NULL: none */
};

enum { STEPS = 16 };

struct session {
    const struct answer *answers; /* by step of the case */
    size_t next;                  /* step that is performed next */
    const unsigned *finish;       /* tags in the order in which they are answered */
    size_t finished;
    struct observation *obs[STEPS];
    enum im_event_kind kind[STEPS];
    size_t group; /* step at which the calls at once begin */
};

static const struct iut_identity *identity(struct session *session)
{
    static struct iut_identity everything = { .bindings = { true, true, true, true }, .together = true };
    (void)session;
    everything.capable[IM_EV_GET] = true;
    return &everything;
}

static void fill(enum im_event_kind kind, const struct answer *answer, struct observation *obs)
{
    obs->has_hresult = kind == IM_EV_INSTANT_MESSAGE || kind == IM_EV_CLOSE;
    obs->hresult = answer->hresult;
    if (kind != IM_EV_INSTANT_MESSAGE) return;
    obs->out = answer->window != NULL ? IM_OUT_WINDOW : IM_OUT_NULL;
    snprintf(obs->token, sizeof obs->token, "%s", answer->window != NULL ? answer->window : "");
}

/* Handles differ where tokens do. */
static void perform(struct session *session, const struct event *event, struct observation *obs)
{
    if (event->kind == IM_EV_GET) {
        obs->has_hresult = true;
        obs->value_kind = VALUE_NUMBER;
        obs->number = 1000 + (int64_t)event->window[strlen(event->window) - 1];
        return;
    }
    fill(event->kind, &session->answers[session->next++], obs);
}

static void start(struct session *session, const struct event *event, unsigned caller, unsigned tag,
                  struct observation *obs)
{
    (void)caller;
    session->obs[tag] = obs;
    session->kind[tag] = event->kind;
}

static unsigned finish(struct session *session)
{
    const unsigned tag = session->finish[session->finished++];
    fill(session->kind[tag], &session->answers[session->group + tag], session->obs[tag]);
    session->next = session->group + session->finished;
    return tag;
}

static const struct adapter scripted = {
    .scheme = "scripted", .identity = identity, .perform = perform, .start = start, .finish = finish
};

/* What came of a case with these answers; of a passed one the result may have notes. */
static struct exec_result play(const char *steps, const struct answer *answers, const unsigned *order, size_t group)
{
    struct session session = { .answers = answers, .finish = order, .group = group };
    struct suite *suite = load_steps(steps);
    const struct exec exec = { .adapter = &scripted, .session = &session, .people = cast_wanted() };
    struct exec_result result;
    exec_case(&exec, &suite->cases[0], &result);
    suite_free(suite);
    return result;
}

/* --- histories whose answer is known --- */

#define IN "- client.signIn\n"
#define ANY ", expect: [S_OK, ERR]}"
#define CALL(who) "instantMessage: {to: " who ANY
#define AS(name, who) "instantMessage: {to: " who ", as: " name ANY
#define TWO(one, other) "- together:\n  - [" one "]\n  - [" other "]\n"
#define OPEN "- " AS("w0", "alice") "\n"
#define LOGGED_OUT        \
    {                     \
        0x8100031Eu, NULL \
    }
#define REFUSED           \
    {                     \
        0x80010001u, NULL \
    }
#define DONE    \
    {           \
        0, NULL \
    }

static const struct {
    const char *steps;
    size_t group; /* steps before the calls at once */
    struct answer answers[STEPS];
    unsigned order[LIMIT_TOGETHER];
    enum verdict verdict;
    enum im_rule rule;
    const char *said; /* part of the reason, or of a note */
} known[] = {
    /* one contact, no window yet */
    { IN TWO(CALL("alice"), CALL("alice")), 1, { DONE, { 0, "a" }, { 0, "a" } }, { 0, 1 }, VERDICT_PASS, 0, "" },
    { IN TWO(CALL("alice"), CALL("alice")), 1, { DONE, { 0, "a" }, { 0, "a" } }, { 1, 0 }, VERDICT_PASS, 0, "" },
    { IN TWO(CALL("alice"), CALL("alice")), 1, { DONE, { 0, "a" }, { 0, "b" } }, { 0, 1 }, VERDICT_PASS, 0, "A-55" },
    /* its window is open: both get it */
    { IN OPEN TWO(CALL("alice"), CALL("alice")),
      2,
      { DONE, { 0, "a" }, { 0, "a" }, { 0, "a" } },
      { 1, 0 },
      VERDICT_PASS,
      0,
      "" },
    { IN OPEN TWO(CALL("alice"), CALL("alice")),
      2,
      { DONE, { 0, "a" }, { 0, "a" }, { 0, "b" } },
      { 0, 1 },
      VERDICT_FAIL,
      IM_RULE_REUSE,
      "no order of the 2 calls explains the answers; behind 3 none can be the next" },
    { IN OPEN TWO(CALL("alice"), CALL("alice")),
      2,
      { DONE, { 0, "a" }, { 0, "b" }, { 0, "c" } },
      { 0, 1 },
      VERDICT_FAIL,
      IM_RULE_REUSE,
      "none can be the first" },
    /* two contacts */
    { IN TWO(CALL("alice"), CALL("bob")), 1, { DONE, { 0, "a" }, { 0, "b" } }, { 1, 0 }, VERDICT_PASS, 0, "" },
    { IN TWO(CALL("alice"), CALL("bob")),
      1,
      { DONE, { 0, "a" }, { 0, "a" } },
      { 1, 0 },
      VERDICT_FAIL,
      IM_RULE_DISTINCT_WINDOWS,
      "another contact's window" },
    /* one caller's second call comes behind his first: no window of alice's is older than her first */
    { IN "- together:\n  - - " AS("w1", "alice") "\n    - release: w1\n  - [" CALL("alice") "]\n",
      1,
      { DONE, { 0, "a" }, DONE, { 0, "a" } },
      { 0, 2, 1 },
      VERDICT_PASS,
      0,
      "" },
    /* what was answered before the other was sent does not overlap it: A-55 does not excuse its window */
    { IN "- together:\n  - - " CALL("alice") "\n    - " CALL("alice") "\n  - [" CALL("bob") "]\n",
      1,
      { DONE, { 0, "a" }, { 0, "c" }, { 0, "b" } },
      { 0, 1, 2 },
      VERDICT_FAIL,
      IM_RULE_REUSE,
      "" },
    /* nor may it come before what its own caller did first */
    { IN "- together:\n  - - client.signOut\n    - " CALL("alice") "\n  - [" CALL("bob") "]\n",
      1,
      { DONE, DONE, { 0, "a" }, { 0, "b" } },
      { 0, 1, 2 },
      VERDICT_FAIL,
      IM_RULE_NOT_SIGNED_IN,
      "" },
    { IN "- together:\n  - - client.signOut\n    - " CALL("alice") "\n  - [" CALL("bob") "]\n",
      1,
      { DONE, DONE, LOGGED_OUT, { 0, "b" } },
      { 0, 1, 2 },
      VERDICT_PASS,
      0,
      "" },
    /* a sign-out beside a call: before or behind it, and then nobody is signed in */
    { IN TWO("client.signOut", CALL("alice")) "- " CALL("alice") "\n",
      1,
      { DONE, DONE, { 0, "a" }, LOGGED_OUT },
      { 0, 1 },
      VERDICT_PASS,
      0,
      "" },
    { IN TWO("client.signOut", CALL("alice")) "- " CALL("alice") "\n",
      1,
      { DONE, DONE, LOGGED_OUT, LOGGED_OUT },
      { 0, 1 },
      VERDICT_PASS,
      0,
      "" },
    { IN TWO("client.signOut", CALL("alice")) "- " CALL("alice") "\n",
      1,
      { DONE, DONE, { 0, "a" }, { 0, "b" } },
      { 0, 1 },
      VERDICT_FAIL,
      IM_RULE_NOT_SIGNED_IN,
      "" },
    /* a sign-out and a sign-in at once leave either state, and then the one that was seen */
    { IN TWO("client.signOut", "client.signIn") "- " CALL("alice") "\n- " CALL("alice") "\n",
      1,
      { DONE, DONE, DONE, LOGGED_OUT, LOGGED_OUT },
      { 0, 1 },
      VERDICT_PASS,
      0,
      "" },
    { IN TWO("client.signOut", "client.signIn") "- " CALL("alice") "\n- " CALL("alice") "\n",
      1,
      { DONE, DONE, DONE, { 0, "a" }, { 0, "a" } },
      { 0, 1 },
      VERDICT_PASS,
      0,
      "" },
    { IN TWO("client.signOut", "client.signIn") "- " CALL("alice") "\n- " CALL("alice") "\n",
      1,
      { DONE, DONE, DONE, LOGGED_OUT, { 0, "a" } },
      { 0, 1 },
      VERDICT_FAIL,
      IM_RULE_NOT_SIGNED_IN,
      "" },
    /* the server refuses to be called now */
    { IN TWO(CALL("alice"), CALL("alice")),
      1,
      { DONE, { 0, "a" }, REFUSED },
      { 0, 1 },
      VERDICT_INCONCLUSIVE,
      0,
      "A-55" },
    /* what follows from two windows is not judged */
    { IN TWO(AS("w1", "alice"), CALL("alice")) "- release: w1\n- " CALL("alice") "\n",
      1,
      { DONE, { 0, "a" }, { 0, "b" }, DONE, { 0, "c" } },
      { 0, 1 },
      VERDICT_INCONCLUSIVE,
      0,
      "A-55" },
    /* a reference that was lost shows behind them */
    { IN OPEN TWO(AS("w1", "alice"), CALL("alice")) "- release: w0\n- release: w1\n- " CALL("alice") "\n",
      2,
      { DONE, { 0, "a" }, { 0, "a" }, { 0, "a" }, DONE, DONE, { 0, "b" } },
      { 0, 1 },
      VERDICT_FAIL,
      IM_RULE_REUSE_REFERENCES,
      "" },
};

START_TEST(a_known_history_is_judged)
{
    const struct exec_result result = play(known[_i].steps, known[_i].answers, known[_i].order, known[_i].group);
    const struct outcome *outcome = &result.outcome;
    ck_assert_msg(outcome->verdict == known[_i].verdict, "%s: %s", verdict_name(outcome->verdict), outcome->reason);
    const char *said = outcome->verdict == VERDICT_PASS ? result.notes : outcome->reason;
    ck_assert_msg(strstr(said, known[_i].said) != NULL, "\"%s\" has no \"%s\"", said, known[_i].said);
    if (known[_i].verdict == VERDICT_PASS && known[_i].said[0] == '\0') ck_assert_str_eq(result.notes, "");
    if (outcome->verdict != VERDICT_FAIL) return;
    bool named = false;
    for (uint8_t i = 0; i < outcome->blames; i++) named |= outcome->blame[i] == known[_i].rule;
    ck_assert_msg(named, "%s, not %s", im_rules[outcome->blame[0]].id, im_rules[known[_i].rule].id);
}
END_TEST

/* --- random histories, against each order of the same calls --- */

enum { CALLS = 4 };

enum { SIGN_OUT = 3 };
static const char *const whom[] = { CALL("alice"), CALL("bob"), CALL("me"), "client.signOut" };
static const struct answer gives[] = { { 0, "a" }, { 0, "b" }, { 0, "c" }, { 0x80004005u, NULL }, LOGGED_OUT };

struct random {
    unsigned who[CALLS], gives[CALLS];
    unsigned order[CALLS]; /* in which they are answered */
    bool alone;            /* all four callers call once; else two of them twice */
};

static bool before(const struct random *random, size_t a, size_t b)
{
    /* of two callers with two calls each: the second call is sent when the first was answered */
    size_t at[CALLS];
    for (size_t i = 0; i < CALLS; i++) at[random->order[i]] = i;
    if (random->alone) return false;
    return (b % 2 == 1 && a + 1 == b) || (b % 2 == 1 && at[a] < at[b - 1]);
}

/* Does any order explain?  Each is a case of its own, in which one caller makes all the calls. */
static bool explained_by_some(const struct random *random)
{
    for (unsigned number = 0; number < 24; number++) {
        size_t left[CALLS] = { 0, 1, 2, 3 }, order[CALLS], code = number;
        bool good = true;
        for (size_t i = 0; i < CALLS; i++) {
            size_t at = code % (CALLS - i);
            code /= CALLS - i;
            order[i] = left[at];
            for (size_t j = at; j + 1 < CALLS - i; j++) left[j] = left[j + 1];
        }
        for (size_t i = 0; i < CALLS; i++) {
            for (size_t j = i + 1; j < CALLS; j++) good &= !before(random, order[j], order[i]);
        }
        if (!good) continue;
        char steps[1024];
        int used = snprintf(steps, sizeof steps, IN OPEN "- " CALL("bob") "\n");
        struct answer answers[STEPS] = { DONE, { 0, "a" }, { 0, "b" } };
        for (size_t i = 0; i < CALLS; i++) {
            used += snprintf(steps + used, sizeof steps - (size_t)used, "- %s\n", whom[random->who[order[i]]]);
            answers[3 + i] = gives[random->gives[order[i]]];
        }
        const struct exec_result result = play(steps, answers, NULL, 0);
        if (result.outcome.verdict == VERDICT_PASS) return true;
    }
    return false;
}

static struct exec_result at_once(const struct random *random)
{
    char steps[1024];
    int used = snprintf(steps, sizeof steps, IN OPEN "- " CALL("bob") "\n- together:\n");
    struct answer answers[STEPS] = { DONE, { 0, "a" }, { 0, "b" } };
    for (size_t i = 0; i < CALLS; i++) {
        const char *head = random->alone || i % 2 == 0 ? "  - - " : "    - ";
        used += snprintf(steps + used, sizeof steps - (size_t)used, "%s%s\n", head, whom[random->who[i]]);
        answers[3 + i] = gives[random->gives[i]];
    }
    return play(steps, answers, random->order, 3);
}

static struct random make_random(struct prng *prng)
{
    struct random random = { .alone = prng_below(prng, 2) == 0 };
    bool out = false;
    for (size_t i = 0; i < CALLS; i++) {
        random.who[i] = prng_below(prng, 6) == 0 ? SIGN_OUT : prng_below(prng, 3);
        out |= random.who[i] == SIGN_OUT;
    }
    for (size_t i = 0; i < CALLS; i++) {
        /* mostly what is right in some order, so that there are histories of both kinds */
        static const unsigned right[] = { 0, 1, 3, 0 };
        random.gives[i] = prng_below(prng, 12) > 0 ? right[random.who[i]] : prng_below(prng, 5);
        if (out && random.who[i] < SIGN_OUT && prng_below(prng, 2) == 0) random.gives[i] = 4;
    }
    unsigned next[] = { 0, 2 };
    for (unsigned i = 0; i < CALLS; i++) random.order[i] = i;
    for (unsigned i = 0; i < CALLS && random.alone; i++) {
        unsigned other = prng_below(prng, CALLS), kept = random.order[i];
        random.order[i] = random.order[other];
        random.order[other] = kept;
    }
    for (unsigned i = 0; i < CALLS && !random.alone; i++) {
        unsigned caller = prng_below(prng, 2);
        if (next[caller] == 2 * caller + 2) caller = 1 - caller;
        random.order[i] = next[caller]++;
    }
    return random;
}

START_TEST(random_histories_agree_with_each_order)
{
    enum { HISTORIES = 200 };
    struct prng prng = prng_stream(55, 0);
    size_t passed = 0;
    for (int i = 0; i < HISTORIES; i++) {
        const struct random random = make_random(&prng);
        const struct exec_result result = at_once(&random);
        const bool right = explained_by_some(&random);
        ck_assert_msg((result.outcome.verdict == VERDICT_PASS) == right, "history %d: %s: %s", i,
                      verdict_name(result.outcome.verdict), result.outcome.reason);
        passed += right;
    }
    ck_assert_uint_gt(passed, HISTORIES / 5);
    ck_assert_uint_lt(passed, HISTORIES - HISTORIES / 5);
}
END_TEST

int main(void)
{
    Suite *tests = suite_create("together");
    TCase *all = tcase_create("all");
    suite_add_tcase(tests, all);
    tcase_set_timeout(all, 60);
    tcase_add_loop_test(all, a_known_history_is_judged, 0, sizeof known / sizeof *known);
    tcase_add_test(all, random_histories_agree_with_each_order);
    return run_suite(tests);
}
