/*
 * Which window an implementation could give to a call of InstantMessage, for and against what a case writes.
 */
#include "witness_say.h"

/* What a closer look would tell is `seen`, where the model asks for one. */
static struct im_observation window(const struct stand *stand, uint32_t hresult, uint8_t handle, enum im_seen seen,
                                    enum im_look *look)
{
    uint8_t with[2];
    struct im_observation obs = { .hresult = hresult, .out = IM_OUT_WINDOW, .handle = handle };
    *look = oracle_look(&stand->run->world.model, stand->asked, &obs, with);
    if (*look != IM_LOOK_NOTHING) obs.seen = (uint8_t)seen;
    return obs;
}

uint8_t witness_fresh(char *const *tokens, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (tokens[i] == NULL) return (uint8_t)(i + 1);
    }
    return 0;
}

/* Every object that is held, except one, instead of the window that is due.  Where a new one is due, an old one that works
 * again is noted. */
static void other_windows(const struct stand *stand, uint32_t hresult, uint8_t except, uint8_t or_except,
                          bool revivable)
{
    const struct world *world = &stand->run->world;
    for (size_t i = 0; i < IM_OBJECTS; i++) {
        const uint8_t handle = (uint8_t)(i + 1);
        if (world->window[i] == NULL || handle == except || handle == or_except) continue;
        enum im_look look;
        struct im_observation obs = window(stand, hresult, handle, IM_SEEN_NO, &look);
        contradicts(stand, &obs, "another window that is held", NULL);
        if (look != IM_LOOK_ALIVE || !revivable) continue;
        obs.seen = IM_SEEN_YES;
        fits(stand, &obs, IM_NOTED, "an old object that works again", NULL);
        witness_say(stand, &obs, false, IM_NOTED, "an old object that works again", NULL);
    }
}

static void windows_of_success(const struct stand *stand, uint32_t hresult, enum im_grade grade)
{
    const struct step *step = stand->step;
    enum im_grade good = grade > IM_ACCEPTED ? grade : IM_ACCEPTED;
    uint8_t fresh = witness_fresh(stand->run->world.window, IM_OBJECTS);
    enum im_look look;
    struct im_observation obs = window(stand, hresult, fresh, IM_SEEN_NO, &look);
    if (step->expect_window == WINDOW_SAME_AS) {
        uint8_t due = world_window(&stand->run->world, exec_token(stand->run, step->same_as));
        contradicts(stand, &obs, "a new window", NULL);
        obs.seen = IM_SEEN_YES;
        fits(stand, &obs, good, "another object of the window of", step->same_as);
        obs = window(stand, hresult, due, IM_SEEN_NO, &look);
        fits(stand, &obs, grade, "the window of", step->same_as);
        uint8_t or_that = 0;
        if (step->or_as != NULL) {
            or_that = world_window(&stand->run->world, exec_token(stand->run, step->or_as));
            obs = window(stand, hresult, or_that, IM_SEEN_NO, &look);
            fits(stand, &obs, grade, "the window of", step->or_as);
        }
        other_windows(stand, hresult, due, or_that, false);
    } else if (step->expect_window == WINDOW_UNSAID) {
        bool known = !im_failed(stand->preferred->hresult) && stand->preferred->out == IM_OUT_WINDOW;
        if (known) obs = window(stand, hresult, stand->preferred->handle, IM_SEEN_NO, &look);
        fits(stand, &obs, grade, "a window", NULL);
    } else {
        fits(stand, &obs, grade, "a new window", NULL);
        obs.seen = IM_SEEN_YES;
        /* of a window that is open, or of one that may be open again */
        if (look == IM_LOOK_SAME_WINDOW) fits(stand, &obs, good, "a new object of an old window", NULL);
        if (step->expect_window != WINDOW_ANY) other_windows(stand, hresult, 0, 0, true);
    }
}

/* "S_OK" without "S_FALSE" is what a script gets that is told nothing: no window. */
static bool is_quiet(const struct step *step, uint32_t hresult)
{
    return hresult == 0 && expect_grade(step, 1) == IM_REJECTED;
}

void witness_message(const struct stand *stand, uint32_t hresult, enum im_grade grade)
{
    struct im_observation obs = { .hresult = hresult, .out = IM_OUT_NONE };
    if (stand->step->out_null) {
        fits(stand, &obs, grade, "nothing", NULL);
        return;
    }
    bool empty = im_failed(hresult) || is_quiet(stand->step, hresult);
    contradicts(stand, &obs, "nothing in *ppMWindow", NULL);
    obs.out = IM_OUT_UNTOUCHED;
    contradicts(stand, &obs, "*ppMWindow untouched", NULL);
    obs.out = IM_OUT_NULL;
    if (empty) {
        enum im_look look;
        fits(stand, &obs, grade, "NULL", NULL);
        obs = window(stand, hresult, witness_fresh(stand->run->world.window, IM_OBJECTS), IM_SEEN_NO, &look);
        contradicts(stand, &obs, "a new window", NULL);
        other_windows(stand, hresult, 0, 0, false);
    } else if (hresult == 1) {
        fits(stand, &obs, grade > IM_ACCEPTED ? grade : IM_ACCEPTED, "NULL", NULL);
    } else {
        contradicts(stand, &obs, "NULL", NULL);
    }
    if (!empty) windows_of_success(stand, hresult, grade);
}

void witness_wrong_message(const struct stand *stand, uint32_t hresult)
{
    struct im_observation obs = *stand->preferred;
    obs.hresult = hresult;
    if (!stand->step->out_null) {
        enum im_look look;
        bool failed = im_failed(hresult);
        if (failed) obs = (struct im_observation){ .hresult = hresult, .out = IM_OUT_NULL };
        if (!failed && obs.out != IM_OUT_WINDOW) {
            uint8_t fresh = witness_fresh(stand->run->world.window, IM_OBJECTS);
            obs = window(stand, hresult, fresh, IM_SEEN_NO, &look);
        }
    }
    contradicts(stand, &obs, "what would come with it", NULL);
}
