/*
 * What of the machine can be reached: see coverage.h.  Two searches, each from the beginning and to the end: one with two
 * windows, focus and dialogs, and one with many windows.  Each takes every event in every place that was found, along the
 * preferred outcome; a place is a kind of state and the transition that led there.
 */
#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base.h"
#include "coverage.h"

/* --- the world --- */

#define TEXT(text)                                      \
    {                                                   \
        u##text, sizeof(u##text) / sizeof(uint16_t) - 1 \
    }
#define ALICE COVERAGE_ALICE
#define ALICE_UPPER COVERAGE_ALICE_UPPER
#define BOB COVERAGE_BOB
#define BOB_UPPER COVERAGE_BOB_UPPER
#define CAROL COVERAGE_CAROL
static const struct im_text names[COVERAGE_NAMES] = { TEXT("me@example.com"),    TEXT("alice@example.com"),
                                                      TEXT("ALICE@example.com"), TEXT("bob@example.com"),
                                                      TEXT("BOB@example.com"),   TEXT("carol@example.com") };
static const struct im_listed listed[] = { { ALICE, 0 }, { BOB, 0 }, { CAROL, 0 } };
static const struct im_world world = {
    .names = names,
    .name_count = COVERAGE_NAMES,
    .me = COVERAGE_ME,
    .listed = listed,
    .listed_count = sizeof listed / sizeof listed[0],
};

/* --- events --- */

#define MESSAGE(...)                                               \
    {                                                              \
        .kind = IM_EV_INSTANT_MESSAGE, .argument = { __VA_ARGS__ } \
    }
#define COUNT(list) (sizeof(list) / sizeof(list)[0])
/* What can be a transition, and is one in some state.  Contact objects and by-reference forms only name the same windows
 * in other ways, so strings do for all. */
static const struct im_event plain[] = {
    { .kind = IM_EV_SIGN_IN },
    { .kind = IM_EV_SIGN_OUT },
    { .kind = IM_EV_GO_OFFLINE },
    { .kind = IM_EV_GO_ONLINE },
    { .kind = IM_EV_SERVICE_SIGN_IN, .service = IM_SERVICE_SECONDARY },
    { .kind = IM_EV_SERVICE_SIGN_OUT, .service = IM_SERVICE_SECONDARY },
    MESSAGE(.form = IM_STRING, .name = ALICE),
    MESSAGE(.form = IM_STRING, .name = ALICE_UPPER),
    MESSAGE(.form = IM_STRING, .name = BOB),
    MESSAGE(.form = IM_STRING, .name = BOB_UPPER),
    MESSAGE(.form = IM_STRING, .name = CAROL),
};
static const struct im_event desk[] = {
    { .kind = IM_EV_OPEN_DIALOG },
    { .kind = IM_EV_CLOSE_DIALOGS },
    { .kind = IM_EV_SET_FOCUS, .flag = 1 },
    { .kind = IM_EV_SET_FOCUS },
};
/* ... of each window object.  Whatever one is asked, it is the same transition. */
static const struct im_event of_window[] = {
    { .kind = IM_EV_RELEASE },    { .kind = IM_EV_GET, .property = IM_PROPERTY_IS_CLOSED }, { .kind = IM_EV_CLOSE },
    { .kind = IM_EV_USER_CLOSE }, { .kind = IM_EV_USER_ADD_CONTACT, .name = BOB },
};

/* --- places --- */

enum { TABLE_BITS = 16, TABLE = 1 << TABLE_BITS };

enum { FEW = 2, MANY = 6, SEARCHES = MANY - FEW + 1, TRAILS = SEARCHES * (TABLE / 2) };

/* The event that led to a place, or along a row pair, from the place before. */
struct trail {
    uint32_t from; /* number of that place's own trail + 1; 0: the beginning */
    struct im_event event;
};

/* All of it lies in memory that processes share, since another one may search.  What was found once stays as it is, so
 * what earlier searches found can be read while a later one is made. */
struct coverage_ways {
    struct arena *arena;
    struct coverage coverage; /* of the searches that were made */
    unsigned made, told;      /* searches; only what those found that the caller asked for is known to it */
    pid_t beside;             /* 0: there is no such process */
    int line;                 /* a byte comes for each search that it made */
    struct trail *places;     /* TRAILS of them */
    size_t count;
    struct trail pair[COVERAGE_ROWS][COVERAGE_ROWS];
    unsigned char search[COVERAGE_ROWS][COVERAGE_ROWS]; /* that found the pair, from 1; 0: none did */
};

/* A state, and the row of the transition that led to it. */
struct place {
    struct im_state state;
    int last;
    uint64_t kind;
    uint32_t trail; /* likewise; 0 where no ways are kept */
};

struct search {
    struct coverage *coverage;
    struct coverage_ways *ways; /* or NULL */
    unsigned windows;           /* with more of them, or of objects, it does not go on */
    bool desk;
    struct place *places;
    size_t count, room;
    uint32_t *table; /* index + 1 by kind; 0 is free */
};

static bool is_small(const struct search *search, const struct im_state *state)
{
    unsigned objects = 0, conversations = 0;
    for (int i = 0; i < IM_OBJECTS; i++) objects += state->objects[i].refs > 0;
    for (int i = 0; i < IM_CONVERSATIONS; i++) conversations += state->conversations[i].members > 0;
    return objects <= search->windows && conversations <= search->windows;
}

static uint64_t slot_of(const struct search *search, uint64_t kind)
{
    uint64_t slot = kind * 0x9E3779B97F4A7C15u >> (64 - TABLE_BITS);
    while (search->table[slot] != 0 && search->places[search->table[slot] - 1].kind != kind) {
        slot = (slot + 1) & (TABLE - 1);
    }
    return slot;
}

/* Keeps the way to a place; returns the number of its end. */
static uint32_t keep_way(struct coverage_ways *ways, uint32_t from, const struct im_event *event)
{
    assert(ways->count < TRAILS);
    ways->places[ways->count++] = (struct trail){ from, *event };
    return (uint32_t)ways->count;
}

static void keep_pair(struct coverage_ways *ways, int last, int row, uint32_t from, const struct im_event *event)
{
    unsigned char *search = &ways->search[last][row];
    if (*search != 0) return;
    ways->pair[last][row] = (struct trail){ from, *event };
    __atomic_store_n(search, (unsigned char)(ways->made + 1), __ATOMIC_RELEASE);
}

/* Goes on with a state that the transition of row `last` led to, unless one like it was seen.  `event` NULL: it is the
 * beginning. */
static void arrive(struct search *search, const struct im_state *state, int last, uint32_t from,
                   const struct im_event *event)
{
    static_assert(COVERAGE_ROWS < 255, "a row and none at all in eight bits");
    const uint64_t kind = coverage_kind(state) << 8 | (uint64_t)(last + 1);
    const uint64_t slot = slot_of(search, kind);
    if (search->table[slot] != 0) return;
    assert(search->count < TABLE / 2); /* a search that ended early would call less reachable than there is */
    if (search->count == search->room) {
        search->room = search->room == 0 ? 1024 : search->room * 2;
        search->places = must_realloc(search->places, search->room * sizeof *search->places);
    }
    const bool keeps = search->ways != NULL && event != NULL;
    const uint32_t trail = keeps ? keep_way(search->ways, from, event) : 0;
    search->places[search->count] = (struct place){ *state, last, kind, trail };
    search->table[slot] = (uint32_t)++search->count;
}

/* --- steps --- */

static void take(struct search *search, const struct place *place, const struct im_event *event)
{
    struct im_model model = { .world = &world, .state = place->state };
    const struct im_model before = model;
    struct im_observation seen;
    if (!oracle_prefer(&model, event, &seen) || !oracle_advance(&model, event, &seen)) return;
    if (!is_small(search, &model.state)) return;
    struct coverage_walk walk = { search->coverage, place->last };
    int row = coverage_step(&walk, &before, event, &model.state);
    if (row < 0) return;
    if (search->ways != NULL && place->last >= 0) keep_pair(search->ways, place->last, row, place->trail, event);
    arrive(search, &model.state, row, place->trail, event);
}

static void take_each(struct search *search, size_t at)
{
    const struct place place = search->places[at];
    for (size_t i = 0; i < COUNT(plain); i++) take(search, &place, &plain[i]);
    for (size_t i = 0; i < COUNT(desk) && search->desk; i++) take(search, &place, &desk[i]);
    for (unsigned i = 0; i < IM_OBJECTS; i++) {
        for (size_t j = 0; j < COUNT(of_window) && place.state.objects[i].refs > 0; j++) {
            struct im_event event = of_window[j];
            event.window = (uint8_t)(i + 1);
            take(search, &place, &event);
        }
    }
}

static void search_all(struct coverage *coverage, struct coverage_ways *ways, unsigned windows, bool with_desk)
{
    struct search search = { .coverage = coverage, .ways = ways, .windows = windows, .desk = with_desk };
    search.table = must_realloc(NULL, TABLE * sizeof *search.table);
    memset(search.table, 0, TABLE * sizeof *search.table);
    const struct im_state nothing = { .client = IM_SIGNED_OUT };
    coverage_begin(coverage);
    arrive(&search, &nothing, -1, 0, NULL);
    for (size_t at = 0; at < search.count; at++) take_each(&search, at);
    free(search.places);
    free(search.table);
}

/* A row is there to be used: those that need other names or other implementations as well. */
static void add_all_rows(struct coverage *coverage)
{
    for (size_t i = 0; i < im_profiles[0].book->rows->count; i++) coverage->row[i] = true;
}

void coverage_of_machine(struct coverage *coverage)
{
    search_all(coverage, NULL, FEW, true);
    search_all(coverage, NULL, MANY, false);
    add_all_rows(coverage);
}

/* --- ways --- */

struct coverage_ways *coverage_ways_new(void)
{
    struct arena *arena = arena_new_shared();
    struct coverage_ways *ways = arena_alloc(arena, sizeof *ways);
    ways->arena = arena;
    ways->places = arena_alloc(arena, TRAILS * sizeof *ways->places);
    return ways;
}

static void end_beside(struct coverage_ways *ways, bool now)
{
    if (ways->beside == 0) return;
    if (now) kill(ways->beside, SIGKILL);
    while (waitpid(ways->beside, NULL, 0) < 0 && errno == EINTR) continue;
    close(ways->line);
    ways->beside = 0;
}

void coverage_ways_free(struct coverage_ways *ways)
{
    if (ways == NULL) return;
    end_beside(ways, true);
    arena_free(ways->arena);
}

static void search_once(struct coverage_ways *ways)
{
    search_all(&ways->coverage, ways, FEW + ways->made, ways->made == 0);
    ways->made++;
}

void coverage_ways_beside(struct coverage_ways *ways)
{
    int ends[2];
    if (pipe(ends) != 0) return;
    fflush(NULL);
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        bool wanted = getppid() == parent;
        while (wanted && ways->made < SEARCHES) {
            search_once(ways);
            wanted = write_all(ends[1], "s", 1);
        }
        _exit(0);
    }
    close(ends[1]);
    if (pid > 0) {
        ways->line = ends[0];
        ways->beside = pid;
    } else {
        close(ends[0]);
    }
}

/* A process that was killed leaves its search to this one. */
static bool was_made_beside(struct coverage_ways *ways)
{
    char said;
    ssize_t size;
    if (ways->beside == 0) return false;
    do size = read(ways->line, &said, 1);
    while (size < 0 && errno == EINTR);
    if (size != 1 || ways->told + 1 == SEARCHES) end_beside(ways, false);
    return size == 1;
}

bool coverage_ways_further(struct coverage_ways *ways)
{
    if (ways->told == SEARCHES) return false;
    if (!was_made_beside(ways) && ways->made == ways->told) search_once(ways);
    ways->told++;
    return true;
}

bool coverage_ways_lead(const struct coverage_ways *ways, size_t from, size_t to)
{
    const unsigned search = __atomic_load_n(&ways->search[from][to], __ATOMIC_ACQUIRE);
    return search > 0 && search <= ways->told;
}

void coverage_ways_machine(struct coverage_ways *ways, struct coverage *coverage)
{
    if (ways->told == 0 && ways->beside == 0) {
        coverage_of_machine(coverage);
        return;
    }
    while (coverage_ways_further(ways)) continue;
    *coverage = ways->coverage;
    add_all_rows(coverage);
}

size_t coverage_way(const struct coverage_ways *ways, size_t from, size_t to, struct im_event way[COVERAGE_WAY])
{
    size_t length = 0;
    const struct trail *last = &ways->pair[from][to];
    if (!coverage_ways_lead(ways, from, to)) return 0;
    for (const struct trail *at = last; at != NULL; at = at->from > 0 ? &ways->places[at->from - 1] : NULL) length++;
    assert(length <= COVERAGE_WAY);
    size_t left = length;
    for (const struct trail *at = last; left > 0; at = at->from > 0 ? &ways->places[at->from - 1] : at)
        way[--left] = at->event;
    return length;
}
