/*
 * What the tests of the library adapter share.  Knows the adapter interface and where the fixtures are built.
 */
#include "tiny_library.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

const struct adapter *library;
struct session *session;
struct observation obs;
char reason[LIMIT_REASON];
struct arena *arena;
static const struct person contacts[] = { { TEXT('a'), false }, { TEXT('s'), true } };
const struct people people = { TEXT('m', 'e'), contacts, 2 };
const struct people *answered;

enum adapter_result open_fixture(const char *name)
{
    const struct adapter_options options = { .step_ms = 1000 };
    const char *rest = NULL;
    const char *build = getenv("IMC_BUILD");
    char *locator = arena_printf(arena, "library:%s/tests/fixtures/%s", build ? build : ".build", name);
    library = registry_find(locator, &rest);
    ck_assert_ptr_nonnull(library);
    return library->open(rest, &options, &session, reason);
}

void tiny_setup(void)
{
    arena = arena_new();
    unsetenv("IMC_TINY");
}

void tiny_setup_open(void)
{
    tiny_setup();
    ck_assert_msg(open_fixture("tiny.so") == ADAPTER_OK, "%s", reason);
    ck_assert_int_eq(library->reset(session, &people, &answered, reason), ADAPTER_OK);
}

void tiny_teardown(void)
{
    observation_clear(&obs);
    if (session) ck_assert(library->close(session, reason));
    session = NULL;
    arena_free(arena);
}

void perform(const struct event *event)
{
    observation_clear(&obs);
    library->perform(session, event, &obs);
}

void message(const char *name)
{
    uint16_t *units = NULL;
    size_t count = 0;
    ck_assert(utf16_from_utf8(arena, name, strlen(name), &units, &count));
    perform(&(struct event){ .kind = IM_EV_INSTANT_MESSAGE, .argument = { .vt = VT_BSTR, .text = { units, count } } });
}

void dialog(const char *mode) { perform(&(struct event){ .kind = IM_EV_OPEN_DIALOG, .dialog = mode }); }

static void assert_status(enum obs_status status, const char *part)
{
    ck_assert_msg(obs.status == status, "status %d: %s", (int)obs.status, obs.reason);
    ck_assert_msg(strstr(obs.reason, part), "\"%s\" has no \"%s\"", obs.reason, part);
}

void assert_violation(const char *part) { assert_status(OBS_VIOLATION, part); }
void assert_tampered(const char *part) { assert_status(OBS_TAMPERED, part); }
void assert_garbage(const char *part) { assert_status(OBS_GARBAGE, part); }
