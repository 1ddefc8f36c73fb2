/*
 * Members of window objects, of live windows and of dead ones.
 */
#include "fixture.h"

/* --- a live window ---------------------------------------------------------------------------------------------- */

START_TEST(handle_and_flag_of_a_live_window)
{
    opens(ALICE, 1);
    GRADE("preferred", get(1, IM_PROPERTY_HWND), number(17));
    GRADE("rejected", get(1, IM_PROPERTY_HWND), number(0));
    GRADE("rejected", get(1, IM_PROPERTY_HWND), result(E_FAIL));
    GRADE("rejected", get(1, IM_PROPERTY_HWND), result(S_OK));
    GRADE("preferred", get(1, IM_PROPERTY_IS_CLOSED), number(0));
    GRADE("rejected", get(1, IM_PROPERTY_IS_CLOSED), number(1));
    GRADE("rejected", get(1, IM_PROPERTY_IS_CLOSED), result(E_FAIL));
    BLAMES("HWND", get(1, IM_PROPERTY_HWND), number(0));
    BLAMES("IS_CLOSED", get(1, IM_PROPERTY_IS_CLOSED), number(1));
    happens(get(1, IM_PROPERTY_IS_CLOSED), number(0));
    happens(get(1, IM_PROPERTY_HWND), number(17));
    GRADE("preferred", get(1, IM_PROPERTY_HWND), number(17));
    GRADE("rejected", get(1, IM_PROPERTY_HWND), number(0));
    GRADE("rejected", get(1, IM_PROPERTY_HWND), number(18));
    control(IM_EV_GO_OFFLINE);
    control(IM_EV_GO_ONLINE);
    GRADE("noted", get(1, IM_PROPERTY_HWND), number(18));
    ck_assert(unspecified(put(1, IM_PROPERTY_HWND, 5)));
    ck_assert(unspecified(put(1, IM_PROPERTY_IS_CLOSED, 1)));
}
END_TEST

/* references are counted, where the count can be seen. */
START_TEST(what_release_tells)
{
    opens(ALICE, 1);
    opens(ALICE, 1);
    GRADE("preferred", of_window(IM_EV_RELEASE, 1), number(0));
    world.contact_identity = true;
    GRADE("rejected", of_window(IM_EV_RELEASE, 1), number(0));
    GRADE("preferred", of_window(IM_EV_RELEASE, 1), number(1));
    GRADE("preferred", of_window(IM_EV_RELEASE, 1), result(S_OK));
    releases(1);
    GRADE("preferred", of_window(IM_EV_RELEASE, 1), number(0));
    GRADE("rejected", of_window(IM_EV_RELEASE, 2), number(0));
}
END_TEST

/* windows may share one frame, and then they move together; two handles say that they do not. */
START_TEST(places_of_two_windows)
{
    opens(ALICE, 1);
    opens(BOB, 2);
    happens(put(1, IM_PROPERTY_LEFT, 100), result(S_OK));
    happens(put(2, IM_PROPERTY_LEFT, 200), result(S_OK));
    GRADE("preferred", get(1, IM_PROPERTY_LEFT), number(200));
    happens(get(1, IM_PROPERTY_HWND), number(17));
    happens(put(1, IM_PROPERTY_LEFT, 100), result(S_OK));
    happens(put(2, IM_PROPERTY_LEFT, 200), result(S_OK));
    GRADE("preferred", get(1, IM_PROPERTY_LEFT), number(200));
    happens(put(1, IM_PROPERTY_LEFT, 100), result(S_OK));
    GRADE("preferred", get(2, IM_PROPERTY_LEFT), number(100));
    happens(get(2, IM_PROPERTY_HWND), number(18));
    happens(put(2, IM_PROPERTY_LEFT, 200), result(S_OK));
    happens(put(2, IM_PROPERTY_TOP, 300), result(S_OK));
    GRADE("preferred", get(1, IM_PROPERTY_LEFT), number(100));
    GRADE("rejected", get(1, IM_PROPERTY_LEFT), number(200));
    GRADE("rejected", get(2, IM_PROPERTY_LEFT), number(100));
    opens(CAROL, 3);
    happens(get(3, IM_PROPERTY_HWND), number(18));
    happens(put(3, IM_PROPERTY_LEFT, 400), result(S_OK));
    GRADE("preferred", get(2, IM_PROPERTY_LEFT), number(400));
    GRADE("rejected", get(2, IM_PROPERTY_TOP), number(301));
    GRADE("rejected", get(1, IM_PROPERTY_LEFT), number(400));
}
END_TEST

START_TEST(places_of_a_live_window)
{
    static const enum im_property places[] = { IM_PROPERTY_LEFT, IM_PROPERTY_TOP, IM_PROPERTY_WIDTH,
                                               IM_PROPERTY_HEIGHT };
    opens(ALICE, 1);
    for (int i = 0; i < 4; i++) {
        GRADE("preferred", get(1, places[i]), number(0));
        GRADE("preferred", get(1, places[i]), number(123));
        GRADE("rejected", get(1, places[i]), result(E_FAIL));
        GRADE("rejected", put(1, places[i], 300 + i), result(E_FAIL));
        happens(put(1, places[i], 300 + i), result(S_OK));
        GRADE("preferred", get(1, places[i]), number(300 + i));
        GRADE("rejected", get(1, places[i]), number(299 + i));
        GRADE("rejected", get(1, places[i]), result(S_OK));
        happens(get(1, places[i]), number(300 + i));
    }
    GRADE("preferred", get(1, IM_PROPERTY_LEFT), number(300));
    BLAMES("GEOMETRY", get(1, IM_PROPERTY_LEFT), number(303));
}
END_TEST

/* a size is positive; R-28: Left takes anything. */
START_TEST(sizes_are_positive_and_left_is_free)
{
    opens(ALICE, 1);
    static const int32_t bad[] = { 0, -1, INT32_MIN };
    for (int i = 0; i < 3; i++) {
        GRADE("preferred", put(1, IM_PROPERTY_WIDTH, bad[i]), result(E_INVALIDARG));
        GRADE("rejected", put(1, IM_PROPERTY_WIDTH, bad[i]), result(S_OK));
        GRADE("preferred", put(1, IM_PROPERTY_HEIGHT, bad[i]), result(E_INVALIDARG));
        GRADE("preferred", put(1, IM_PROPERTY_LEFT, bad[i]), result(S_OK));
        GRADE("rejected", put(1, IM_PROPERTY_LEFT, bad[i]), result(E_INVALIDARG));
        GRADE("preferred", put(1, IM_PROPERTY_TOP, bad[i]), result(S_OK));
        happens(put(1, IM_PROPERTY_WIDTH, bad[i]), result(E_INVALIDARG));
    }
    GRADE("preferred", put(1, IM_PROPERTY_WIDTH, 1), result(S_OK));
    GRADE("rejected", put(1, IM_PROPERTY_WIDTH, 1), result(E_INVALIDARG));
    happens(put(1, IM_PROPERTY_LEFT, -32000), result(S_OK));
    GRADE("preferred", get(1, IM_PROPERTY_LEFT), number(-32000));
    GRADE("rejected", get(1, IM_PROPERTY_LEFT), number(0));
}
END_TEST

/* A size or top that a desktop cannot give may come back bent. */
START_TEST(odd_places_may_be_bent)
{
    static const struct {
        int32_t value;
        const char *other;
    } rows[] = { { 99, "noted" }, { 100, "rejected" }, { 1000, "rejected" }, { 1001, "noted" } };
    opens(ALICE, 1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        happens(put(1, IM_PROPERTY_HEIGHT, rows[i].value), result(S_OK));
        GRADE("preferred", get(1, IM_PROPERTY_HEIGHT), number(rows[i].value));
        GRADE(rows[i].other, get(1, IM_PROPERTY_HEIGHT), number(500));
    }
}
END_TEST

START_TEST(show_and_close_of_a_live_window)
{
    opens(ALICE, 1);
    happens(event(IM_EV_EVENTS), took(1, 0));
    GRADE("preferred", of_window(IM_EV_SHOW, 1), result(S_OK));
    GRADE("rejected", of_window(IM_EV_SHOW, 1), result(E_FAIL));
    GRADE("rejected", of_window(IM_EV_SHOW, 1), result(S_FALSE));
    GRADE("preferred", of_window(IM_EV_CLOSE, 1), result(S_OK));
    GRADE("rejected", of_window(IM_EV_CLOSE, 1), result(S_FALSE));
    GRADE("rejected", of_window(IM_EV_CLOSE, 1), result(E_NOTIMPL));
    happens(of_window(IM_EV_SHOW, 1), result(S_OK));
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    GRADE("preferred", event(IM_EV_WINDOWS), result(S_OK));
    GRADE("preferred", event(IM_EV_EVENTS), took(0, 1));
    GRADE("rejected", event(IM_EV_EVENTS), took(0, 2));
}
END_TEST

/* --- participants: R-09, A-33 ----------------------------------------------------------------------------------- */

static struct im_observation people(const im_name *who, uint32_t count)
{
    return (struct im_observation){ .names = who, .name_count = count };
}
#define PEOPLE(...) people((im_name[]){ __VA_ARGS__ }, sizeof((im_name[]){ __VA_ARGS__ }) / sizeof(im_name))

START_TEST(participants_of_a_live_window)
{
    struct im_event made = of_window(IM_EV_CONTACTS, 1);
    opens(ALICE, 1);
    GRADE("preferred", made, PEOPLE(ALICE));
    GRADE("accepted", made, PEOPLE(ALICE_UPPER));
    GRADE("rejected", made, people(NULL, 0)); /* nobody is noted only if the list fills later */
    GRADE("noted", made, PEOPLE(ALICE, ME));
    GRADE("noted", made, PEOPLE(ME, ALICE_UPPER));
    GRADE("rejected", made, PEOPLE(ME));
    GRADE("rejected", made, PEOPLE(BOB));
    GRADE("rejected", made, PEOPLE(ALICE, BOB));
    GRADE("rejected", made, PEOPLE(ALICE, ALICE));
    GRADE("rejected", made, result(E_FAIL));
    BLAMES("PARTICIPANT", made, PEOPLE(BOB));
    ck_assert(takes(made, PEOPLE(ALICE, ME), IM_R_PARTICIPANTS_WITH_ME));
    happens(made, PEOPLE(ALICE));
}
END_TEST

START_TEST(participants_of_a_group)
{
    struct im_event made = of_window(IM_EV_CONTACTS, 1);
    opens(ALICE, 1);
    adds(1, ALICE_UPPER);
    adds(1, BOB);
    GRADE("preferred", made, PEOPLE(ALICE, ALICE_UPPER, BOB));
    GRADE("preferred", made, PEOPLE(BOB, ALICE_UPPER, ALICE));
    GRADE("accepted", made, PEOPLE(BOB, ALICE, ALICE));
    GRADE("accepted", made, PEOPLE(ALICE, BOB));
    GRADE("noted", made, PEOPLE(ALICE, BOB, ME));
    GRADE("rejected", made, PEOPLE(ALICE, ALICE_UPPER));
}
END_TEST

/* --- a dead window: A-43 ---------------------------------------------------------------------------------------- */

static void does_not_look_alive(void)
{
    static const uint32_t others[] = { 0x80010108u, 0x800401FDu, 0x80010007u, 0x800706BAu, 0x800706B5u };
    GRADE("preferred", get(1, IM_PROPERTY_IS_CLOSED), result(E_FAIL));
    GRADE("accepted", get(1, IM_PROPERTY_IS_CLOSED), number(1));
    GRADE("rejected", get(1, IM_PROPERTY_IS_CLOSED), number(0));
    GRADE("preferred", get(1, IM_PROPERTY_HWND), result(E_FAIL));
    GRADE("noted", get(1, IM_PROPERTY_HWND), number(0));
    GRADE("rejected", get(1, IM_PROPERTY_HWND), number(17));
    GRADE("preferred", get(1, IM_PROPERTY_TOP), result(E_FAIL));
    GRADE("rejected", get(1, IM_PROPERTY_TOP), number(17));
    GRADE("preferred", put(1, IM_PROPERTY_TOP, 1), result(E_FAIL));
    GRADE("rejected", put(1, IM_PROPERTY_TOP, 1), result(S_OK));
    GRADE("preferred", of_window(IM_EV_SHOW, 1), result(E_FAIL));
    GRADE("rejected", of_window(IM_EV_SHOW, 1), result(S_OK));
    GRADE("preferred", of_window(IM_EV_CONTACTS, 1), result(E_FAIL));
    GRADE("noted", of_window(IM_EV_CONTACTS, 1), result(S_FALSE));
    GRADE("rejected", of_window(IM_EV_CONTACTS, 1), result(S_OK));
    GRADE("rejected", of_window(IM_EV_CONTACTS, 1), people((im_name[]){ ALICE }, 1));
    GRADE("preferred", of_window(IM_EV_CLOSE, 1), result(S_FALSE));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        GRADE("preferred", get(1, IM_PROPERTY_IS_CLOSED), result(others[i]));
        GRADE("accepted", get(1, IM_PROPERTY_HWND), result(others[i]));
        GRADE("accepted", get(1, IM_PROPERTY_WIDTH), result(others[i]));
        GRADE("accepted", put(1, IM_PROPERTY_LEFT, 1), result(others[i]));
        GRADE("accepted", of_window(IM_EV_SHOW, 1), result(others[i]));
        GRADE("accepted", of_window(IM_EV_CLOSE, 1), result(others[i]));
    }
}

START_TEST(closed_windows_are_dead)
{
    opens(ALICE, 1);
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    does_not_look_alive();
    BLAMES("DEAD_OBJECT", get(1, IM_PROPERTY_IS_CLOSED), number(0));
    happens(of_window(IM_EV_CLOSE, 1), result(S_FALSE));
    GRADE("noted", of_window(IM_EV_CLOSE, 1), result(S_OK));
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    GRADE("rejected", of_window(IM_EV_CLOSE, 1), result(S_OK));
    BLAMES("CLOSE_AGAIN", of_window(IM_EV_CLOSE, 1), result(S_OK));
    releases(1);
}
END_TEST

START_TEST(windows_that_the_user_closed_are_dead)
{
    opens(ALICE, 1);
    happens(of_window(IM_EV_USER_CLOSE, 1), result(S_OK));
    does_not_look_alive();
    GRADE("noted", of_window(IM_EV_CLOSE, 1), result(S_OK));
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    GRADE("rejected", of_window(IM_EV_CLOSE, 1), result(S_OK));
    GRADE("preferred", of_window(IM_EV_CLOSE, 1), result(S_FALSE));
    GRADE("preferred", event(IM_EV_EVENTS), took(1, 1));
    releases(1);
}
END_TEST

START_TEST(windows_are_dead_after_sign_out_and_offline)
{
    opens(ALICE, 1);
    control(IM_EV_GO_OFFLINE);
    does_not_look_alive();
    control(IM_EV_SIGN_OUT);
    does_not_look_alive();
    releases(1);
}
END_TEST

START_TEST(every_dead_window_may_be_closed_once)
{
    opens(ALICE, 1);
    opens(BOB, 2);
    control(IM_EV_SIGN_OUT);
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    GRADE("rejected", of_window(IM_EV_CLOSE, 1), result(S_OK));
    happens(of_window(IM_EV_CLOSE, 2), result(S_OK));
    GRADE("rejected", of_window(IM_EV_CLOSE, 2), result(S_OK));
}
END_TEST

/* --- perhaps alive again: A-42 ---------------------------------------------------------------------------------- */

static void come_back(void)
{
    begin_signed_in();
    opens(ALICE, 1);
    opens(ALICE, 1);
    control(IM_EV_GO_OFFLINE);
    control(IM_EV_GO_ONLINE);
}

START_TEST(one_answer_settles_it_alive)
{
    const struct {
        struct im_event made;
        struct im_observation obs;
    } rows[] = {
        { get(1, IM_PROPERTY_HWND), number(17) },   { get(1, IM_PROPERTY_IS_CLOSED), number(0) },
        { get(1, IM_PROPERTY_TOP), number(5) },     { put(1, IM_PROPERTY_TOP, 5), result(S_OK) },
        { of_window(IM_EV_SHOW, 1), result(S_OK) }, { of_window(IM_EV_CONTACTS, 1), people((im_name[]){ ALICE }, 1) },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        come_back();
        GRADE("noted", rows[i].made, rows[i].obs);
        happens(rows[i].made, rows[i].obs);
        GRADE("preferred", get(1, IM_PROPERTY_HWND), number(17));
        GRADE("rejected", get(1, IM_PROPERTY_HWND), result(E_FAIL));
        GRADE("preferred", message(ALICE), window(1));
    }
    come_back();
    GRADE("noted", of_window(IM_EV_CONTACTS, 1), PEOPLE(ALICE, ME));
    GRADE("rejected", of_window(IM_EV_CONTACTS, 1), PEOPLE(BOB));
    GRADE("rejected", put(1, IM_PROPERTY_WIDTH, 0), result(S_OK));
}
END_TEST

START_TEST(one_answer_settles_it_dead)
{
    const struct {
        struct im_event made;
        struct im_observation obs;
    } rows[] = {
        { get(1, IM_PROPERTY_HWND), result(E_FAIL) },      { get(1, IM_PROPERTY_HWND), number(0) },
        { get(1, IM_PROPERTY_IS_CLOSED), number(1) },      { get(1, IM_PROPERTY_IS_CLOSED), result(E_FAIL) },
        { put(1, IM_PROPERTY_TOP, 5), result(E_FAIL) },    { of_window(IM_EV_SHOW, 1), result(E_FAIL) },
        { get(1, IM_PROPERTY_HWND), result(E_NOTIMPL) },   { of_window(IM_EV_CLOSE, 1), result(S_FALSE) },
        { of_window(IM_EV_CONTACTS, 1), result(S_FALSE) },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        come_back();
        happens(rows[i].made, rows[i].obs);
        GRADE("rejected", get(1, IM_PROPERTY_HWND), number(17));
        GRADE("preferred", get(1, IM_PROPERTY_HWND), result(E_FAIL));
        GRADE("preferred", message(ALICE), window(2));
    }
}
END_TEST

/* A window that came back alive may be closed, once. */
START_TEST(closing_what_came_back)
{
    come_back();
    GRADE("noted", of_window(IM_EV_CLOSE, 1), result(S_OK));
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    GRADE("rejected", of_window(IM_EV_CLOSE, 1), result(S_OK));
}
END_TEST

/* --- through Invoke alone: A-48 --------------------------------------------------------------------------------- */

START_TEST(members_closed_to_script)
{
    opens(ALICE, 1);
    static const enum im_property closed[] = { IM_PROPERTY_HWND, IM_PROPERTY_LEFT, IM_PROPERTY_TOP, IM_PROPERTY_WIDTH,
                                               IM_PROPERTY_HEIGHT };
    world.invoke_only = true;
    for (int i = 0; i < 5; i++) {
        GRADE("accepted", get(1, closed[i]), result(E_NOTIMPL));
        happens(get(1, closed[i]), result(E_NOTIMPL));
    }
    GRADE("accepted", put(1, IM_PROPERTY_TOP, 5), result(E_NOTIMPL));
    GRADE("accepted", of_window(IM_EV_CLOSE, 1), result(E_NOTIMPL));
    GRADE("rejected", of_window(IM_EV_SHOW, 1), result(E_NOTIMPL));
    GRADE("rejected", get(1, IM_PROPERTY_IS_CLOSED), result(E_NOTIMPL));
    happens(of_window(IM_EV_CLOSE, 1), result(E_NOTIMPL));
    happens(put(1, IM_PROPERTY_TOP, 5), result(E_NOTIMPL));
    GRADE("preferred", get(1, IM_PROPERTY_IS_CLOSED), number(0));
    GRADE("preferred", message(ALICE), window(1));
    ck_assert(unspecified(put(1, IM_PROPERTY_HWND, 5)));
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
    GRADE("accepted", get(1, IM_PROPERTY_HWND), result(E_NOTIMPL));
}
END_TEST

/* A refusal that any window gives to script does not tell whether it is alive. */
START_TEST(not_implemented_settles_nothing)
{
    opens(ALICE, 1);
    control(IM_EV_GO_OFFLINE);
    control(IM_EV_GO_ONLINE);
    world.invoke_only = true;
    happens(get(1, IM_PROPERTY_HWND), result(E_NOTIMPL));
    GRADE("noted", get(1, IM_PROPERTY_IS_CLOSED), number(0));
    GRADE("preferred", get(1, IM_PROPERTY_IS_CLOSED), result(E_FAIL));
}
END_TEST

/* --- no window at all ------------------------------------------------------------------------------------------- */

START_TEST(members_of_no_window_are_unspecified)
{
    static const enum im_event_kind kinds[] = { IM_EV_RELEASE,         IM_EV_PUT,      IM_EV_SHOW,
                                                IM_EV_CLOSE,           IM_EV_CONTACTS, IM_EV_USER_CLOSE,
                                                IM_EV_USER_ADD_CONTACT };
    static const uint8_t handles[] = { 0, 1, IM_OBJECTS, IM_OBJECTS + 1, 255 };
    for (int invoke = 0; invoke < 2; invoke++) {
        world.invoke_only = invoke != 0;
        for (size_t i = 0; i < sizeof handles; i++) {
            for (size_t j = 0; j < sizeof kinds / sizeof kinds[0]; j++)
                ck_assert(unspecified(of_window(kinds[j], handles[i])));
            for (int property = IM_PROPERTY_HWND; property <= IM_PROPERTY_HEIGHT; property++) {
                ck_assert(unspecified(get(handles[i], (enum im_property)property)));
                GRADE("rejected", get(handles[i], (enum im_property)property), number(1));
            }
            GRADE("rejected", of_window(IM_EV_CONTACTS, handles[i]), people((im_name[]){ ALICE }, 1));
        }
    }
}
END_TEST

int main(void)
{
    return RUN("windows", handle_and_flag_of_a_live_window, what_release_tells, places_of_two_windows,
               places_of_a_live_window, sizes_are_positive_and_left_is_free, odd_places_may_be_bent,
               show_and_close_of_a_live_window, participants_of_a_live_window, participants_of_a_group,
               closed_windows_are_dead, windows_that_the_user_closed_are_dead,
               windows_are_dead_after_sign_out_and_offline, every_dead_window_may_be_closed_once,
               one_answer_settles_it_alive, one_answer_settles_it_dead, closing_what_came_back,
               members_closed_to_script, not_implemented_settles_nothing, members_of_no_window_are_unspecified);
}
