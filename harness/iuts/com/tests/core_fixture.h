/* The client on a screen of paper: what is opened, closed and told is only written down. */
#ifndef COM_CORE_FIXTURE_H
#define COM_CORE_FIXTURE_H

#include "../core/codes.h"
#include "../core/window.h"

#include <check.h>
#include <string.h>

/* A test program need not use all of them. */
#define HELPER __attribute__((unused)) static

enum { LONGEST = 300 };

static struct desk *desk;
static struct {
    uint32_t on_screen, opened, let_go;
    bool no_room, no_focus;
    char told[200];      /* a letter for each piece of news */
    struct target again; /* what the listener calls when it hears of a new window */
} paper;

HELPER void *paper_open(struct window *window)
{
    if (paper.no_room) {
        return NULL;
    }
    paper.on_screen++;
    paper.opened++;
    return window;
}

HELPER void paper_close(void *screen)
{
    ck_assert_ptr_nonnull(screen);
    paper.on_screen--;
}

HELPER bool paper_focus(void *screen)
{
    ck_assert_ptr_nonnull(screen);
    return !paper.no_focus;
}

HELPER void paper_tell(const struct news *news)
{
    const size_t length = strlen(paper.told);
    ck_assert_uint_lt(length + 1, sizeof paper.told);
    const char letter = "ioscdju"[news->event];
    paper.told[length] = letter;
    if (letter == 'c' && paper.again.kind == TARGET_NAME) {
        struct window *window = NULL;
        ck_assert_int_eq(desk_instant_message(desk, &paper.again, &window), DESK_OK);
        ck_assert_ptr_eq(window, news->window);
        window_release(window);
    }
}

HELPER void paper_let_go(void *face)
{
    ck_assert_ptr_nonnull(face);
    paper.let_go++;
}

static const struct surroundings around = { paper_open, paper_close, paper_focus, paper_tell, paper_let_go };

/* The name stays until the next eight are made. */
HELPER struct name name_of(const char *ascii)
{
    static uint16_t units[8][LONGEST];
    static uint32_t next;
    uint16_t *room = units[next++ % 8];
    const size_t length = strlen(ascii);
    ck_assert_uint_lt(length, LONGEST);
    for (size_t i = 0; i < length; i++) {
        room[i] = (uint16_t)(unsigned char)ascii[i];
    }
    return (struct name){ room, (uint32_t)length };
}

HELPER struct target to(const char *ascii) { return (struct target){ TARGET_NAME, name_of(ascii), SERVICE_PRIMARY }; }

HELPER int32_t call(const char *ascii, struct window **window)
{
    const struct target target = to(ascii);
    return desk_instant_message(desk, &target, window);
}

HELPER struct window *opened(const char *ascii)
{
    struct window *window = NULL;
    ck_assert_int_eq(call(ascii, &window), DESK_OK);
    ck_assert_ptr_nonnull(window);
    ck_assert(window->open);
    return window;
}

HELPER void make_desk(void)
{
    memset(&paper, 0, sizeof paper);
    desk = desk_new(&around);
    desk_reset(desk, name_of("me@example.com"));
}

HELPER void make_signed_in_desk(void)
{
    make_desk();
    ck_assert(desk_sign_in(desk, SERVICE_PRIMARY));
    ck_assert_str_eq(paper.told, "sis");
    memset(paper.told, 0, sizeof paper.told);
}

HELPER void free_desk(void)
{
    desk_free(desk);
    ck_assert_uint_eq(paper.on_screen, 0);
}

#endif
