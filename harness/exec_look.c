/*
 * Looking closer: two objects may be one window, and an old object may be alive again; only the implementation can
 * tell.  Uses window.get, or client.windows where that is all there is.
 */
#include "exec.h"

#include <string.h>
#include <time.h>

void exec_pause(const struct exec *exec, long ms)
{
    const struct timespec pause = { .tv_nsec = ms * 1000000 };
    if (exec->watch.waiting != NULL) exec->watch.waiting(exec->watch.context);
    nanosleep(&pause, NULL);
}

/* What came of asking; a method that is declared and answers -32601 is as good as one that is not declared. */
enum answer { NOTHING, VALUE, NOT_THERE };

static enum answer get(struct run *run, const char *token, enum im_property property, int64_t *value)
{
    const struct event event = { .kind = IM_EV_GET, .window = token, .property = property };
    struct observation obs = { 0 };
    exec_ask(run, &event, &obs);
    bool good = obs.status == OBS_DONE && obs.hresult == 0 && obs.value_kind != VALUE_NONE;
    enum answer answer = good ? VALUE : obs.status == OBS_NO_METHOD ? NOT_THERE : NOTHING;
    *value = obs.number;
    observation_clear(&obs);
    return answer;
}

static enum answer handle_of(struct run *run, const char *token, int64_t *handle)
{
    enum answer answer = get(run, token, IM_PROPERTY_HWND, handle);
    return answer == VALUE && *handle == 0 ? NOTHING : answer;
}

/* A handle that is not there yet may come within the grace period. */
static enum answer wait_for_handle(struct run *run, const char *token, int64_t *handle)
{
    enum { PAUSE_MS = 10 };
    for (unsigned waited = 0;; waited += PAUSE_MS) {
        enum answer answer = handle_of(run, token, handle);
        if (answer != NOTHING || waited >= run->exec->grace_ms) return answer;
        exec_pause(run->exec, PAUSE_MS);
    }
}

/* How many windows on the screen show the contact; -1 if nobody can tell. */
static int shown(struct run *run, struct text contact)
{
    const struct event event = { .kind = IM_EV_WINDOWS };
    struct observation obs = { 0 };
    exec_ask(run, &event, &obs);
    int count = obs.status == OBS_DONE ? 0 : -1;
    const struct im_text wanted = { contact.units, (uint32_t)contact.length };
    for (size_t i = 0; obs.status == OBS_DONE && i < obs.window_count; i++) {
        for (size_t j = 0; j < obs.windows[i].count; j++) {
            const struct im_text listed = { obs.windows[i].contacts[j].units,
                                            (uint32_t)obs.windows[i].contacts[j].length };
            if (im_name_relation(listed, wanted) == IM_DIFFERENT) continue;
            count++;
            break;
        }
    }
    observation_clear(&obs);
    return count;
}

/* Which of the windows is it, by HWND?  NOT_THERE if there is no HWND to ask for. */
static enum answer by_handle(struct run *run, const char *token, const struct exec_other with[IM_LOOK_WITH],
                             enum im_seen *seen, const char **note)
{
    static const enum im_seen found[IM_LOOK_WITH] = { IM_SEEN_YES, IM_SEEN_SECOND };
    int64_t one = 0, other = 0;
    *seen = IM_CANNOT_LOOK;
    *note = "HWND of the two objects could not be compared";
    enum answer answer = wait_for_handle(run, token, &one);
    if (answer != VALUE) return answer;
    bool untold = false;
    for (int i = 0; i < IM_LOOK_WITH && with[i].token != NULL; i++) {
        answer = with[i].alive ? wait_for_handle(run, with[i].token, &other) : handle_of(run, with[i].token, &other);
        untold |= answer != VALUE;
        if (answer != VALUE || one != other) continue;
        *seen = found[i];
        *note = "another object, but HWND is the same";
        return VALUE;
    }
    if (untold) return NOTHING;
    *seen = IM_SEEN_NO;
    *note = "another object, and HWND differs";
    return VALUE;
}

/* How many windows showed the contact before the call, as the model knows. */
static void due_windows(const struct run *run, struct text contact, int *least, int *most)
{
    const struct world *world = &run->world;
    const struct im_text wanted = { contact.units, (uint32_t)contact.length };
    *least = *most = 0;
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        const struct im_conversation *conversation = &world->model.state.conversations[i];
        bool has = false;
        for (int j = 0; j < conversation->members; j++)
            has |= im_name_relation(world->names[conversation->member[j]], wanted) != IM_DIFFERENT;
        if (!has) continue;
        *least += conversation->shown == IM_YES;
        *most += (conversation->shown != IM_NO) + conversation->ghosts;
    }
}

static enum im_seen same_window(struct run *run, const char *token, const struct exec_other with[IM_LOOK_WITH],
                                struct text contact, bool *blind, const char **note)
{
    const struct iut_identity *iut = run->exec->adapter->identity(run->exec->session);
    enum im_seen seen = IM_CANNOT_LOOK;
    if (iut->capable[IM_EV_GET] && by_handle(run, token, with, &seen, note) != NOT_THERE) return seen;
    int count = iut->capable[IM_EV_WINDOWS] ? shown(run, contact) : -1, least, most;
    if (count < 0) {
        *blind = true;
        *note = "another object, and nothing shows that it is the same window: window.get would let HWND be compared";
        return IM_CANNOT_LOOK;
    }
    due_windows(run, contact, &least, &most);
    *note = count <= most ? "another object, but no further window on the screen"
                          : "another object, and another window on the screen";
    return count <= most ? IM_SEEN_YES : IM_SEEN_NO;
}

bool exec_looks_alive(struct run *run, const char *token, enum im_property asked)
{
    int64_t value = 0;
    if (asked == IM_PROPERTY_IS_CLOSED) return handle_of(run, token, &value) == VALUE;
    return get(run, token, IM_PROPERTY_IS_CLOSED, &value) == VALUE && value == 0;
}

static enum im_seen alive(struct run *run, const char *token, struct text contact, bool *blind, const char **note)
{
    const struct iut_identity *iut = run->exec->adapter->identity(run->exec->session);
    int64_t value = 0;
    enum answer answer = iut->capable[IM_EV_GET] ? get(run, token, IM_PROPERTY_IS_CLOSED, &value) : NOT_THERE;
    bool open = answer == VALUE && value == 0;
    if (answer != NOT_THERE) {
        open = open || wait_for_handle(run, token, &value) == VALUE;
    } else {
        int count = iut->capable[IM_EV_WINDOWS] ? shown(run, contact) : -1, least, most;
        due_windows(run, contact, &least, &most);
        if (count < 0 || (count > least && count <= most)) { /* or it is another one that may be there */
            *blind = true;
            *note = "an old object, and nothing shows whether its window is open again: window.get would tell";
            return IM_CANNOT_LOOK;
        }
        open = count > most;
    }
    *note = open ? "an old object, and its window is open again" : "an old object, and its window is closed";
    return open ? IM_SEEN_YES : IM_SEEN_NO;
}

static enum im_seen look_now(struct run *run, enum im_look look, const char *token,
                             const struct exec_other with[IM_LOOK_WITH], struct text contact, bool *blind,
                             const char **note)
{
    *blind = false;
    switch (look) {
    case IM_LOOK_SAME_WINDOW: return same_window(run, token, with, contact, blind, note);
    case IM_LOOK_ALIVE: return alive(run, token, contact, blind, note);
    default: return IM_NOT_LOOKED;
    }
}

static bool is_same(const char *one, const char *other)
{
    return one == NULL || other == NULL ? one == other : strcmp(one, other) == 0;
}

static bool is_among(const char *const tokens[], size_t count, const char *token)
{
    for (size_t i = 0; token != NULL && i < count; i++) {
        if (is_same(tokens[i], token)) return true;
    }
    return false;
}

/* What was ended meanwhile is not waited for long, and that it shows nothing is nobody's fault. */
static enum im_seen look_behind(struct run *run, enum im_look look, const char *token,
                                const struct exec_other with[IM_LOOK_WITH], struct text contact, bool *blind,
                                const char **note)
{
    enum { LOOK_MS = 200 };
    const struct looks *looks = run->looks;
    const struct exec *const patient = run->exec;
    struct exec hurried = *patient;
    bool ended = looks->all_end || is_among(looks->ended, looks->ended_count, token);
    for (int i = 0; i < IM_LOOK_WITH; i++) ended |= is_among(looks->ended, looks->ended_count, with[i].token);
    if (ended && hurried.grace_ms > LOOK_MS) hurried.grace_ms = LOOK_MS;
    run->exec = &hurried;
    enum im_seen seen = look_now(run, look, token, with, contact, blind, note);
    run->exec = patient;
    *blind |= seen == IM_CANNOT_LOOK && (looks->all_end || looks->ended_count > 0);
    return seen;
}

/* What is on the screen now tells nothing of how it was between calls that were made at once; handles do. */
static enum im_seen look_once(struct run *run, enum im_look look, const char *token,
                              const struct exec_other with[IM_LOOK_WITH], struct text contact, bool *blind,
                              const char **note)
{
    struct looks *looks = run->looks;
    for (size_t i = 0; i < looks->count; i++) {
        const struct looked *looked = &looks->looked[i];
        if (looked->look != look || !is_same(looked->token, token)) continue;
        if (!is_same(looked->with[0], with[0].token) || !is_same(looked->with[1], with[1].token)) continue;
        *blind = looked->blind;
        *note = looked->note;
        return looked->seen;
    }
    struct looked looked = { .look = look,
                             .token = arena_strdup(run->arena, token),
                             .with = { with[0].token, with[1].token } };
    bool gone = is_among(looks->gone, looks->gone_count, token);
    for (int i = 0; i < IM_LOOK_WITH; i++) gone |= is_among(looks->gone, looks->gone_count, with[i].token);
    looked.seen = IM_CANNOT_LOOK;
    looked.blind = true;
    if (gone) {
        looked.note = "another object, and nothing shows whose window it is: one of them was released meanwhile";
    } else if (run->exec->adapter->identity(run->exec->session)->capable[IM_EV_GET]) {
        looked.seen = look_behind(run, look, token, with, contact, &looked.blind, &looked.note);
    } else {
        looked.note = "another object, and nothing shows whose window it is: window.get would let HWND be compared";
    }
    *blind = looked.blind;
    *note = looked.note;
    if (looks->count < LOOKS) looks->looked[looks->count++] = looked;
    return looked.seen;
}

enum im_seen exec_look(struct run *run, enum im_look look, const char *token,
                       const struct exec_other with[IM_LOOK_WITH], struct text contact, bool *blind, const char **note)
{
    if (run->looks != NULL && look != IM_LOOK_NOTHING) return look_once(run, look, token, with, contact, blind, note);
    return look_now(run, look, token, with, contact, blind, note);
}

bool exec_allows(struct run *run, const struct im_event *asked, const struct im_observation *seen)
{
    const struct im_ledger ledger = run->world.ledger;
    const struct im_judgement judgement = oracle_judge(&run->world.model, asked, seen);
    run->world.ledger = ledger;
    return judgement.grade != IM_REJECTED;
}

const uint32_t *exec_other_code(struct run *run, const struct im_event *asked, const struct im_observation *seen,
                                const struct alike *alike)
{
    struct im_observation other = *seen;
    for (uint8_t i = 0; i < alike->count && alike->way != NULL; i++) {
        other.hresult = alike->codes[i];
        if (exec_allows(run, asked, &other)) return &alike->codes[i];
    }
    return NULL;
}
