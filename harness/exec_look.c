/*
 * Looking closer: two objects may be one window, and an old object may be alive again; only the implementation can
 * tell.  Uses window.get, or client.windows where that is all there is.
 */
#include "exec.h"

#include <time.h>

static bool get(struct run *run, const char *token, enum im_property property, int64_t *value)
{
    const struct event event = { .kind = IM_EV_GET, .window = token, .property = property };
    struct observation obs = { 0 };
    run->exec->adapter->perform(run->exec->session, &event, &obs);
    bool good = obs.status == OBS_DONE && obs.hresult == 0 && obs.value_kind != VALUE_NONE;
    *value = obs.number;
    observation_clear(&obs);
    return good;
}

static bool handle_of(struct run *run, const char *token, int64_t *handle)
{
    return get(run, token, IM_PROPERTY_HWND, handle) && *handle != 0;
}

/* A handle that is not there yet may come within the grace period. */
static bool wait_for_handle(struct run *run, const char *token, int64_t *handle)
{
    const struct timespec pause = { .tv_nsec = 10 * 1000 * 1000 };
    for (unsigned waited = 0;; waited += 10) {
        if (handle_of(run, token, handle)) return true;
        if (waited >= run->exec->grace_ms) return false;
        nanosleep(&pause, NULL);
    }
}

/* How many windows on the screen show the contact; -1 if nobody can tell. */
static int shown(struct run *run, struct text contact)
{
    const struct event event = { .kind = IM_EV_WINDOWS };
    struct observation obs = { 0 };
    run->exec->adapter->perform(run->exec->session, &event, &obs);
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

/* Which of the windows is it, by HWND? */
static enum im_seen by_handle(struct run *run, const char *token, const struct exec_other with[IM_LOOK_WITH],
                              const char **note)
{
    static const enum im_seen found[IM_LOOK_WITH] = { IM_SEEN_YES, IM_SEEN_SECOND };
    int64_t one = 0, other = 0;
    *note = "HWND of the two objects could not be compared";
    if (!wait_for_handle(run, token, &one)) return IM_CANNOT_LOOK;
    bool blind = false;
    for (int i = 0; i < IM_LOOK_WITH && with[i].token != NULL; i++) {
        bool told = with[i].alive ? wait_for_handle(run, with[i].token, &other) : handle_of(run, with[i].token, &other);
        blind |= !told;
        if (!told || one != other) continue;
        *note = "another object, but HWND is the same";
        return found[i];
    }
    if (blind) return IM_CANNOT_LOOK;
    *note = "another object, and HWND differs";
    return IM_SEEN_NO;
}

static enum im_seen same_window(struct run *run, const char *token, const struct exec_other with[IM_LOOK_WITH],
                                struct text contact, const char **note)
{
    const struct iut_identity *iut = run->exec->adapter->identity(run->exec->session);
    if (iut->capable[IM_EV_GET]) return by_handle(run, token, with, note);
    int count = iut->capable[IM_EV_WINDOWS] ? shown(run, contact) : -1;
    if (count < 0) {
        *note = "another object, and nothing shows that it is the same window: window.get would let HWND be compared";
        return IM_CANNOT_LOOK;
    }
    *note = count <= 1 ? "another object, but one window on the screen"
                       : "another object, and another window on the screen";
    return count <= 1 ? IM_SEEN_YES : IM_SEEN_NO;
}

bool exec_looks_alive(struct run *run, const char *token, enum im_property asked)
{
    int64_t value = 0;
    if (asked == IM_PROPERTY_IS_CLOSED) return handle_of(run, token, &value);
    return get(run, token, IM_PROPERTY_IS_CLOSED, &value) && value == 0;
}

static enum im_seen alive(struct run *run, const char *token, struct text contact, const char **note)
{
    const struct iut_identity *iut = run->exec->adapter->identity(run->exec->session);
    int64_t value = 0;
    bool open = false;
    if (iut->capable[IM_EV_GET]) {
        open = (get(run, token, IM_PROPERTY_IS_CLOSED, &value) && value == 0) || wait_for_handle(run, token, &value);
    } else if (iut->capable[IM_EV_WINDOWS]) {
        open = shown(run, contact) > 0;
    } else {
        *note = "an old object, and nothing shows whether its window is open again";
        return IM_CANNOT_LOOK;
    }
    *note = open ? "an old object, and its window is open again" : "an old object, and its window is closed";
    return open ? IM_SEEN_YES : IM_SEEN_NO;
}

enum im_seen exec_look(struct run *run, enum im_look look, const char *token,
                       const struct exec_other with[IM_LOOK_WITH], struct text contact, const char **note)
{
    switch (look) {
    case IM_LOOK_SAME_WINDOW: return same_window(run, token, with, contact, note);
    case IM_LOOK_ALIVE: return alive(run, token, contact, note);
    default: return IM_NOT_LOOKED;
    }
}
