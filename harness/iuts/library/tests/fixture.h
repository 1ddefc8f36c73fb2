/* A client of the desk for one test: made before it, with people to talk to, and asked through the table only. */
#ifndef DESK_FIXTURE_H
#define DESK_FIXTURE_H

#include "imconform_library.h"

#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define OK 0x00000000u
#define OK_WITHOUT_FOCUS 0x00000001u
#define INVALID 0x80070057u
#define FAILED 0x80004005u
#define NULL_REF 0x800706F4u
#define NOT_LOGGED_ON 0x8100031Eu

/* A test program need not use all of them. */
#define HELPER __attribute__((unused)) static inline

enum { LONGEST = 300 };

static const struct imc_library *desk;
static void *client;

/* A name with room for it. */
struct name {
    uint16_t units[LONGEST];
    struct imc_bstr bstr;
};

HELPER const struct imc_bstr *name_of(struct name *name, const char *ascii)
{
    const size_t length = strlen(ascii);
    ck_assert_uint_le(length, LONGEST);
    for (size_t i = 0; i < length; i++) {
        name->units[i] = (uint16_t)(unsigned char)ascii[i];
    }
    name->bstr = (struct imc_bstr){ .units = name->units, .length = (uint32_t)length };
    return &name->bstr;
}

/* LENGTH times UNIT. */
HELPER const struct imc_bstr *name_repeating(struct name *name, uint16_t unit, uint32_t length)
{
    ck_assert_uint_le(length, LONGEST);
    for (uint32_t i = 0; i < length; i++) {
        name->units[i] = unit;
    }
    name->bstr = (struct imc_bstr){ .units = name->units, .length = length };
    return &name->bstr;
}

/* The pattern that stands in *ppMWindow before each call. */
HELPER struct imc_object *pattern(void) { return (struct imc_object *)(uintptr_t)0x5A5A5A50u; }

HELPER imc_hresult call(struct imc_variant argument, struct imc_object **window)
{
    *window = pattern();
    return desk->instant_message(client, argument, window, IMC_BINDING_VTABLE);
}

HELPER imc_hresult call_string(const struct imc_bstr *name, struct imc_object **window)
{
    return call((struct imc_variant){ .vt = IMC_VT_BSTR, .u = { .bstr = name } }, window);
}

HELPER imc_hresult call_name(const char *ascii, struct imc_object **window)
{
    struct name name;
    return call_string(name_of(&name, ascii), window);
}

HELPER imc_hresult call_object(struct imc_object *contact, struct imc_object **window)
{
    return call((struct imc_variant){ .vt = IMC_VT_DISPATCH, .u = { .dispatch = contact } }, window);
}

/* A window for that name, with one reference. */
HELPER struct imc_object *open_window(const char *ascii)
{
    struct imc_object *window;
    ck_assert_uint_eq(call_name(ascii, &window), OK);
    ck_assert_ptr_nonnull(window);
    ck_assert_ptr_ne(window, pattern());
    ck_assert_ptr_nonnull(window->ops->query(window, IMC_KIND_WINDOW));
    ck_assert_ptr_null(window->ops->query(window, IMC_KIND_CONTACT));
    return window;
}

HELPER struct imc_object *get_contact(const char *ascii, enum imc_service service)
{
    struct name name;
    struct imc_object *contact = NULL;
    ck_assert_uint_eq(desk->get_contact(client, name_of(&name, ascii), true, service, &contact), OK);
    ck_assert_ptr_nonnull(contact->ops->query(contact, IMC_KIND_CONTACT));
    return contact;
}

HELPER bool is_same(struct imc_object *left, struct imc_object *right)
{
    return left->ops->query(left, IMC_KIND_IDENTITY) == right->ops->query(right, IMC_KIND_IDENTITY);
}

HELPER int64_t get(struct imc_object *window, enum imc_property property)
{
    int64_t value = -12345;
    ck_assert_uint_eq(desk->window_get(client, window, property, &value), OK);
    return value;
}

/* An object whose window is gone: every member says so. */
HELPER void check_dead(struct imc_object *window)
{
    int64_t value;
    for (int property = IMC_HWND; property <= IMC_HEIGHT; property++) {
        ck_assert_uint_eq(desk->window_get(client, window, (enum imc_property)property, &value), FAILED);
    }
    ck_assert_uint_eq(desk->window_put(client, window, IMC_WIDTH, 300), FAILED);
    ck_assert_uint_eq(desk->window_show(client, window), FAILED);
    ck_assert_uint_eq(desk->window_contacts(client, window, NULL, NULL), FAILED);
    ck_assert_uint_eq(desk->window_close(client, window), OK_WITHOUT_FOCUS);
}

HELPER void check_live(struct imc_object *window)
{
    ck_assert_int_ne(get(window, IMC_HWND), 0);
    ck_assert_int_eq(get(window, IMC_IS_CLOSED), 0);
}

HELPER void count_window(void *context, const struct imc_screen_window *window)
{
    (void)window;
    ++*(uint32_t *)context;
}

HELPER uint32_t windows_on_screen(void)
{
    uint32_t count = 0;
    desk->screen_windows(client, count_window, &count);
    return count;
}

struct event_count {
    const char *name;
    uint32_t count;
    struct imc_object *window;
};

HELPER void count_event(void *context, const struct imc_event *event)
{
    struct event_count *wanted = context;
    if (strcmp(event->name, wanted->name) == 0) {
        wanted->count++;
        wanted->window = event->window;
    }
}

/* Empties the queue and says how many events of that name were in it. */
HELPER struct event_count take_events(const char *name)
{
    struct event_count count = { .name = name };
    desk->take_events(client, count_event, &count);
    return count;
}

/* me@example.com with two contacts, and one on the secondary service; signed out. */
HELPER void make_client(void)
{
    struct name names[4];
    const struct imc_contact contacts[] = {
        { *name_of(&names[1], "alice@example.com"), IMC_SERVICE_PRIMARY },
        { *name_of(&names[2], "bob@example.com"), IMC_SERVICE_PRIMARY },
        { *name_of(&names[3], "sam@other.example"), IMC_SERVICE_SECONDARY },
    };
    const struct imc_people people = { *name_of(&names[0], "me@example.com"), contacts, 3 };
    const struct imc_people *has = NULL;
    desk = imconform_library(IMC_ABI_VERSION);
    client = desk->create();
    ck_assert_int_eq(desk->reset(client, &people, &has), IMC_DONE);
    ck_assert_ptr_null(has);
}

HELPER void make_signed_in_client(void)
{
    make_client();
    ck_assert_int_eq(desk->sign_in(client), IMC_DONE);
    (void)take_events("");
}

HELPER void end_client(void) { desk->destroy(client); }

#endif
