/*
 * What an implementation could show on the screen and tell by events, for and against what a case writes.
 */
#include <string.h>

#include "witness_say.h"

/* The windows that a case lists: those of each name side by side, as far as there is room, else together. */
static void fill_screen(const struct stand *stand, struct im_screen_window *windows, uint32_t count,
                        const uint32_t *of_role)
{
    uint32_t at = 0;
    for (size_t i = 0; i < stand->step->with_count && count > 0; i++) {
        im_name name = world_name(&stand->run->world, stand->run->cast.name[stand->step->with[i].role]);
        for (uint32_t j = 0; j < of_role[i]; j++, at++) {
            struct im_screen_window *window = &windows[at % count];
            im_name *names = arena_alloc(stand->run->arena, (window->count + 1) * sizeof *names);
            for (uint32_t k = 0; k < window->count; k++) names[k] = window->contacts[k];
            names[window->count] = name;
            window->contacts = names;
            window->count++;
        }
    }
}

enum { SCREEN_MOST = 32 };

static void screen(const struct stand *stand, uint32_t count, const uint32_t *of_role, bool fit, enum im_grade limit,
                   const char *what, const char *name)
{
    struct im_screen_window windows[SCREEN_MOST] = { { NULL, 0 } };
    if (count > SCREEN_MOST) return;
    fill_screen(stand, windows, count, of_role);
    const struct im_observation obs = { .windows = windows, .window_count = count };
    witness_say(stand, &obs, fit, limit, what, name);
}

/* All conversations in one window: A-40. */
static void screen_frame(const struct stand *stand, const uint32_t *of_role)
{
    struct im_screen_window frame = { NULL, 0 };
    fill_screen(stand, &frame, 1, of_role);
    const struct im_observation obs = { .windows = &frame, .window_count = 1 };
    is_noted(stand, &obs, "one window of all", NULL);
}

void witness_screen(const struct stand *stand)
{
    const struct step *step = stand->step;
    uint32_t least[ROLE_COUNT] = { 0 }, most[ROLE_COUNT] = { 0 }, least_sum = 0, most_sum = 0;
    for (size_t i = 0; i < step->with_count; i++) {
        least_sum += least[i] = step->with[i].range.min;
        most_sum += most[i] = step->with[i].range.max;
    }
    uint32_t min = step->count.given ? step->count.min : least_sum;
    uint32_t max = step->count.given ? step->count.max : most_sum;
    enum im_grade worst = min == max ? IM_ACCEPTED : IM_NOTED;
    screen(stand, min, least, true, worst, "the fewest windows that are due", NULL);
    screen(stand, max, most, true, worst, "the most windows that are due", NULL);
    for (uint32_t i = 1; i <= step->more; i++) {
        screen(stand, max + i, most, true, IM_NOTED, "a window more", NULL);
        screen(stand, max + i, most, false, IM_NOTED, "a window more", NULL);
    }
    screen(stand, max + step->more + 1, most, false, IM_REJECTED, "a window too many", NULL);
    if (step->with_count == 0 && min > 0) screen(stand, min - 1, least, false, IM_NOTED, "a window missing", NULL);
    if (min == max && min > 1 && least_sum == min) screen_frame(stand, least);
    /* a window that lists nobody may be anybody's */
    enum im_grade limit = least_sum < min ? IM_NOTED : IM_REJECTED;
    for (size_t i = 0; i < step->with_count; i++) {
        const char *name = role_names[step->with[i].role];
        if (least[i] > 0) {
            least[i]--;
            screen(stand, min - (least_sum <= min), least, false, limit, "no window of", name);
            least[i]++;
        }
        most[i]++;
        screen(stand, max + 1, most, false, IM_REJECTED, "a window too many of", name);
        most[i]--;
    }
}

static bool speaks_of(const struct stand *stand, const char *name, const char *token)
{
    const char *bound = name != NULL ? exec_token(stand->run, name) : NULL;
    return bound != NULL && strcmp(bound, token) == 0;
}

/* Since events were last taken, did the case do anything that opens or closes the window, or may have done so? */
static bool has_news(const struct stand *stand, enum im_told told, const char *token)
{
    for (size_t i = stand->run->at; i > 0; i--) {
        const struct step *step = &stand->run->test->steps[i - 1];
        switch (step->kind) {
        case IM_EV_EVENTS: return false;
        case IM_EV_INSTANT_MESSAGE:
            if (step->expect_window == WINDOW_SAME_AS) break;
            if (told == IM_TOLD_CREATED && speaks_of(stand, step->as, token)) return true;
            break;
        case IM_EV_CLOSE:
        case IM_EV_USER_CLOSE:
            if (told == IM_TOLD_DESTROYED && speaks_of(stand, step->window, token)) return true;
            break;
        case IM_EV_SIGN_OUT:
        case IM_EV_GO_OFFLINE:
        case IM_EV_GO_ONLINE:
        case IM_EV_SERVICE_SIGN_OUT: return true;
        default: break;
        }
    }
    return false;
}

/* Since events were last taken, was nothing opened behind what closes?  Then nothing happened twice to any window. */
static bool happened_once(const struct stand *stand)
{
    bool opened = false;
    for (size_t i = stand->run->at; i > 0; i--) {
        switch (stand->run->test->steps[i - 1].kind) {
        case IM_EV_EVENTS: return true;
        case IM_EV_INSTANT_MESSAGE: opened = true; break;
        case IM_EV_CLOSE:
        case IM_EV_USER_CLOSE:
        case IM_EV_SIGN_OUT:
        case IM_EV_GO_OFFLINE:
        case IM_EV_GO_ONLINE:
        case IM_EV_SERVICE_SIGN_OUT:
            if (opened) return false;
            break;
        default: break;
        }
    }
    return true;
}

/* Two events that carry the same window. */
static void mention_twice(const struct stand *stand, struct im_observation obs, struct im_mention mention)
{
    const struct im_mention twice[] = { mention, mention };
    if (obs.told[mention.told] < 2 || !happened_once(stand)) return;
    obs.mentions = twice;
    obs.mention_count = 2;
    contradicts(stand, &obs, "the same window twice in", im_told_name((enum im_told)mention.told));
}

/* An event that carries a window to which nothing happened, or one more than that happened. */
static void each_mention(const struct stand *stand, enum im_told told)
{
    const struct range *range = &stand->step->told[told];
    if (!range->given || range->max == 0) return;
    struct im_observation obs = *stand->preferred;
    struct im_mention mention = { .told = (uint8_t)told };
    obs.told[told] = (uint8_t)range->max;
    obs.mentions = &mention;
    obs.mention_count = 1;
    for (size_t i = 0; i < IM_OBJECTS; i++) {
        const char *token = stand->run->world.window[i];
        mention.window = (uint8_t)(i + 1);
        if (token == NULL) continue;
        if (!has_news(stand, told, token)) {
            contradicts(stand, &obs, "another window in", im_told_name(told));
        } else if (range->min > 0 && range->min == range->max) {
            fits(stand, &obs, IM_ACCEPTED, "the window in", im_told_name(told));
        }
        mention_twice(stand, obs, mention);
    }
}

/* Was another status told before?  Then this one is expected, though not of a connection that was lost. */
static bool is_news(const struct stand *stand)
{
    for (size_t i = stand->run->at; i > 0; i--) {
        const struct step *step = &stand->run->test->steps[i - 1];
        if (step->kind == IM_EV_GO_OFFLINE) return false;
        if (step->kind == IM_EV_EVENTS && step->status != IM_STATUS_UNTOLD) return step->status != stand->step->status;
    }
    return false;
}

/* OnIMWindowCreated must come; that another event does not may be no more than noted. */
void witness_events(const struct stand *stand)
{
    const struct step *step = stand->step;
    for (int i = 0; i < IM_TOLD_COUNT; i++) {
        const struct range *range = &step->told[i];
        if (!range->given) continue;
        struct im_observation obs = *stand->preferred;
        const char *name = im_told_name((enum im_told)i);
        for (uint32_t number = range->min; number <= range->max; number++) {
            obs.told[i] = (uint8_t)number;
            fits(stand, &obs, range->min == range->max ? IM_ACCEPTED : IM_NOTED, "as many as are due of", name);
        }
        uint32_t more = i == IM_TOLD_CREATED ? step->more : 0;
        for (uint32_t number = range->max + 1; number <= range->max + more; number++) {
            obs.told[i] = (uint8_t)number;
            is_noted(stand, &obs, "one more of", name);
        }
        obs.told[i] = (uint8_t)(range->max + more + 1);
        contradicts(stand, &obs, "one too many of", name);
        if (range->min == 0) continue;
        obs.told[i] = (uint8_t)(range->min - 1);
        witness_say(stand, &obs, false, i == IM_TOLD_CREATED ? IM_REJECTED : IM_NOTED, "one too few of", name);
    }
    each_mention(stand, IM_TOLD_CREATED);
    each_mention(stand, IM_TOLD_DESTROYED);
    if (step->status == IM_STATUS_UNTOLD) return;
    struct im_observation obs = *stand->preferred;
    obs.status = IM_STATUS_UNTOLD;
    if (is_news(stand)) {
        is_noted(stand, &obs, "no status", NULL);
    } else {
        fits(stand, &obs, IM_ACCEPTED, "no status", NULL);
    }
    obs.status = (uint8_t)step->status;
    obs.disconnecting = step->status == IM_STATUS_NOT_ONLINE;
    fits(stand, &obs, IM_ACCEPTED, "the status", NULL);
    obs.status = step->status == IM_STATUS_ONLINE ? IM_STATUS_NOT_ONLINE : IM_STATUS_ONLINE;
    contradicts(stand, &obs, "the other status", NULL);
}
