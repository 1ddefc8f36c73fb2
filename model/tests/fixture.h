/*
 * What the tests of the model share: a world with names, events and observations in one word each, and steps that are
 * judged, taken and checked.  The model is a static of each test file; every test begins signed in.
 */
#ifndef IM_FIXTURE_H
#define IM_FIXTURE_H

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "machine.h"

/* --- the world -------------------------------------------------------------------------------------------------- */

#define TEXT(literal)                            \
    {                                            \
        u"" literal, sizeof(u"" literal) / 2 - 1 \
    }
#define TEN(text) text text text text text text text text text text
#define HUNDRED(text) TEN(TEN(text))
#define PAIR "\U0001F600"

enum {
#define NAME(id, text) id,
#include "names.def"
#undef NAME
    NAMES
};

static const struct im_text names[NAMES] = {
#define NAME(id, text) TEXT(text),
#include "names.def"
#undef NAME
};

static const struct im_listed listed[] = { { LISTED, 0 }, { SECOND, 1 }, { BOTH, 1 }, { BOTH, 0 } };

static struct im_world world;
static struct im_ledger ledger;
static struct im_model model;

/* --- values, as the documentation prints them ------------------------------------------------------------------- */

#define S_OK 0u
#define S_FALSE 1u
#define OTHER_SUCCESS 2u
#define E_INVALIDARG 0x80070057u
#define E_FAIL 0x80004005u
#define E_NOTIMPL 0x80004001u
#define E_UNEXPECTED 0x8000FFFFu
#define NULL_REF 0x800706F4u
#define NULL_REF_BARE 0x000006F4u
#define NOT_LOGGED_ON 0x8100031Eu
#define DISCONNECTED 0x8100030Cu
#define INVALID_SERVICE 0x81000355u
#define POLICY_RESTRICTED 0x81000356u

/* --- events ----------------------------------------------------------------------------------------------------- */

static inline struct im_event event(enum im_event_kind kind) { return (struct im_event){ .kind = (uint8_t)kind }; }

static inline struct im_event of_window(enum im_event_kind kind, uint8_t window)
{
    return (struct im_event){ .kind = (uint8_t)kind, .window = window };
}

static inline struct im_event of_contact(enum im_event_kind kind, uint8_t contact)
{
    return (struct im_event){ .kind = (uint8_t)kind, .contact = contact };
}

static inline struct im_event message_form(enum im_form form)
{
    return (struct im_event){ .kind = IM_EV_INSTANT_MESSAGE,
                              .binding = IM_BINDING_VTABLE,
                              .argument = { .form = (uint8_t)form } };
}

static inline struct im_event message(im_name name)
{
    struct im_event made = message_form(IM_STRING);
    made.argument.name = name;
    return made;
}

static inline struct im_event message_contact(uint8_t contact)
{
    struct im_event made = message_form(IM_CONTACT);
    made.argument.contact = contact;
    return made;
}

static inline struct im_event get_contact(im_name name, enum im_service service)
{
    return (struct im_event){ .kind = IM_EV_GET_CONTACT, .name = name, .service = (uint8_t)service };
}

static inline struct im_event get(uint8_t window, enum im_property property)
{
    return (struct im_event){ .kind = IM_EV_GET, .window = window, .property = (uint8_t)property };
}

static inline struct im_event put(uint8_t window, enum im_property property, int32_t value)
{
    return (struct im_event){ .kind = IM_EV_PUT, .window = window, .property = (uint8_t)property, .value = value };
}

/* --- observations ----------------------------------------------------------------------------------------------- */

static inline struct im_observation result(uint32_t hresult) { return (struct im_observation){ .hresult = hresult }; }

/* A refusal that cleared *ppMWindow. */
static inline struct im_observation refused(uint32_t hresult)
{
    return (struct im_observation){ .hresult = hresult, .out = IM_OUT_NULL };
}

static inline struct im_observation seen_window(uint32_t hresult, uint8_t handle, enum im_seen seen)
{
    return (struct im_observation){ .hresult = hresult, .out = IM_OUT_WINDOW, .handle = handle, .seen = (uint8_t)seen };
}

static inline struct im_observation window(uint8_t handle) { return seen_window(S_OK, handle, IM_SEEN_NO); }

static inline struct im_observation contact(uint8_t handle) { return (struct im_observation){ .handle = handle }; }

static inline struct im_observation number(int64_t value)
{
    return (struct im_observation){ .has_value = 1, .number = value };
}

static inline struct im_observation name_of(im_name name)
{
    return (struct im_observation){ .has_value = 1, .name = name };
}

/* Events about windows, beside those that are expected about the sign-in state and about members. */
static inline struct im_observation took(uint32_t created, uint32_t destroyed)
{
    struct im_observation obs = { .hresult = S_OK };
    for (int i = 0; i < IM_TOLD_COUNT; i++) obs.told[i] = model.state.due[i].hoped;
    obs.told[IM_TOLD_CREATED] = (uint8_t)created;
    obs.told[IM_TOLD_DESTROYED] = (uint8_t)destroyed;
    return obs;
}

/* --- steps ------------------------------------------------------------------------------------------------------ */

/* The grade, with a ledger that forgets. */
static inline const char *graded(struct im_event made, struct im_observation obs)
{
    struct im_model asked = model;
    asked.ledger = NULL;
    return im_grade_name(oracle_judge(&asked, &made, &obs).grade);
}
#define GRADE(grade, made, obs) ck_assert_str_eq(graded(made, obs), grade)

/* The rule that is blamed first. */
static inline const char *blamed(struct im_event made, struct im_observation obs)
{
    struct im_model asked = model;
    asked.ledger = NULL;
    struct im_judgement judgement = oracle_judge(&asked, &made, &obs);
    ck_assert_int_eq(judgement.grade, IM_REJECTED);
    return im_rules[judgement.rule].id;
}
#define BLAMES(rule, made, obs) ck_assert_str_eq(blamed(made, obs), rule)

/* Is a rule among those that are blamed? */
static inline bool may_blame(struct im_event made, struct im_observation obs, enum im_rule rule)
{
    struct im_model asked = model;
    asked.ledger = NULL;
    struct im_judgement judgement = oracle_judge(&asked, &made, &obs);
    for (int i = 0; i < judgement.blames; i++) {
        if (judgement.blame[i] == rule) return true;
    }
    return false;
}

/* Is a reading among those that an observation takes? */
static inline bool takes(struct im_event made, struct im_observation obs, enum im_reading reading)
{
    struct im_model asked = model;
    asked.ledger = NULL;
    struct im_judgement judgement = oracle_judge(&asked, &made, &obs);
    for (int i = 0; i < judgement.takes; i++) {
        if (judgement.taken[i] == reading) return true;
    }
    return false;
}

/* What is allowed happens, and leaves a sound state. */
static inline void happens(struct im_event made, struct im_observation obs)
{
    struct im_judgement judgement = oracle_judge(&model, &made, &obs);
    ck_assert_msg(judgement.grade != IM_REJECTED, "%s is rejected: %s", im_event_method(made.kind),
                  im_rules[judgement.rule].id);
    ck_assert(oracle_advance(&model, &made, &obs));
    const char *broken = machine_check(&model.state);
    ck_assert_msg(broken == NULL, "%s: %s", im_event_method(made.kind), broken);
}

static inline void control(enum im_event_kind kind) { happens(event(kind), result(S_OK)); }

static inline void set_flag(enum im_event_kind kind, uint8_t flag)
{
    struct im_event made = event(kind);
    made.flag = flag;
    happens(made, result(S_OK));
}

static inline void set_service(enum im_event_kind kind)
{
    struct im_event made = event(kind);
    made.service = IM_SERVICE_SECONDARY;
    happens(made, result(S_OK));
}

static inline void opens(im_name name, uint8_t handle) { happens(message(name), window(handle)); }

static inline void releases(uint8_t handle) { happens(of_window(IM_EV_RELEASE, handle), result(S_OK)); }

static inline void adds(uint8_t handle, im_name name)
{
    struct im_event made = of_window(IM_EV_USER_ADD_CONTACT, handle);
    made.name = name;
    happens(made, result(S_OK));
}

static inline bool unspecified(struct im_event made)
{
    struct im_allowed_set set;
    oracle_allowed(&model, &made, &set);
    return set.unspecified;
}

/* --- running ---------------------------------------------------------------------------------------------------- */

static inline void begin_signed_out(void)
{
    world = (struct im_world){ .names = names,
                               .name_count = NAMES,
                               .me = ME,
                               .listed = listed,
                               .listed_count = sizeof listed / sizeof listed[0] };
    ledger = (struct im_ledger){ .next = 0 };
    oracle_reset(&model, &world, &ledger);
}

static inline void begin_signed_in(void)
{
    begin_signed_out();
    control(IM_EV_SIGN_IN);
}

static inline int run_tests(const char *suite_name, const TTest *const *tests, size_t count)
{
    Suite *suite = suite_create(suite_name);
    TCase *all = tcase_create(suite_name);
    tcase_add_checked_fixture(all, begin_signed_in, NULL);
    for (size_t i = 0; i < count; i++) tcase_add_test(all, tests[i]);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
#define RUN(suite_name, ...) \
    run_tests(suite_name, (const TTest *[]){ __VA_ARGS__ }, sizeof((const TTest *[]){ __VA_ARGS__ }) / sizeof(TTest *))

#endif
