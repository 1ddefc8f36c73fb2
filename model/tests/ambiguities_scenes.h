/*
 * The scenes in which the documentation's open questions are asked: see test_ambiguities.c.  Each begins anew.
 */
#ifndef IM_AMBIGUITIES_SCENES_H
#define IM_AMBIGUITIES_SCENES_H

#include "fixture.h"

static inline struct im_event without_out(struct im_event made)
{
    made.out_null = 1;
    return made;
}

static inline struct im_observation nothing(uint32_t hresult)
{
    return (struct im_observation){ .hresult = hresult, .out = IM_OUT_NONE };
}

/* An object that was not there before, for the window that is open already (yes) or for another one (no). */
static inline struct im_observation another(uint32_t hresult, uint8_t handle, bool same_window)
{
    return seen_window(hresult, handle, same_window ? IM_SEEN_YES : IM_SEEN_NO);
}

static inline void signed_in(void) { begin_signed_in(); }
static inline void signed_out(void) { begin_signed_out(); }

static inline void communicator_out(void)
{
    begin_signed_out();
    world.profile = im_profile_find("communicator-2007");
    oracle_reset(&model, &world, &ledger);
}

static inline void communicator(void)
{
    communicator_out();
    control(IM_EV_SIGN_IN);
}

static inline void signing_in(void)
{
    begin_signed_out();
    model.state.client = IM_SIGNING_IN;
}

static inline void signing_out(void)
{
    begin_signed_in();
    model.state.client = IM_SIGNING_OUT;
}

static inline void offline(void)
{
    begin_signed_in();
    control(IM_EV_GO_OFFLINE);
}

static inline void focus_refused(void)
{
    begin_signed_in();
    set_flag(IM_EV_SET_FOCUS, 0);
}

static inline void dialog(void)
{
    begin_signed_in();
    set_flag(IM_EV_OPEN_DIALOG, 0);
}

static inline void signin_dialog(void)
{
    begin_signed_out();
    set_flag(IM_EV_OPEN_DIALOG, 1);
}

static inline void refused_out(void)
{
    begin_signed_in();
    happens(without_out(message(ALICE)), nothing(NULL_REF));
}

static inline void refused_self(void)
{
    begin_signed_in();
    happens(message(ME), refused(E_FAIL));
}

static inline void refused_bad(void)
{
    begin_signed_in();
    happens(message(LF_FIRST), refused(E_INVALIDARG));
}

static inline void refused_signed_out(void)
{
    begin_signed_out();
    happens(message(ALICE), refused(NOT_LOGGED_ON));
}

static inline void holding(im_name name, enum im_service service)
{
    begin_signed_in();
    happens(get_contact(name, service), contact(1));
}

static inline void holding_me(void) { holding(ME, IM_SERVICE_NONE); }
static inline void holding_carol(void) { holding(CAROL, IM_SERVICE_NONE); }

/* An object of the caller's own: GetContact gives none of that name. */
static inline void holding_space_first(void)
{
    begin_signed_in();
    model.state.contacts[0] = (struct im_contact){ .refs = 1, .name = SPACE_FIRST };
}

static inline void holding_alice(void)
{
    holding(ALICE, IM_SERVICE_NONE);
    opens(ALICE, 1);
}

static inline void opened_by_contact(void)
{
    holding(ALICE, IM_SERVICE_NONE);
    happens(message_contact(1), window(1));
}

static inline void holding_stale(void)
{
    holding(LISTED, IM_SERVICE_NONE);
    control(IM_EV_SIGN_OUT);
    control(IM_EV_SIGN_IN);
}

/* Two services, signed in to both. */
static inline void both_services(void)
{
    begin_signed_in();
    set_service(IM_EV_SERVICE_SIGN_IN);
}

static inline void holding_me_elsewhere(void)
{
    both_services();
    happens(get_contact(ME, IM_SERVICE_SECONDARY), contact(1));
}

static inline void secondary_in(void)
{
    both_services();
    happens(get_contact(SECOND, IM_SERVICE_SECONDARY), contact(1));
}

static inline void secondary_out(void)
{
    secondary_in();
    set_service(IM_EV_SERVICE_SIGN_OUT);
}

static inline void secondary_alone(void)
{
    secondary_in();
    control(IM_EV_SIGN_OUT);
    set_service(IM_EV_SERVICE_SIGN_IN);
}

static inline void both_opened(void)
{
    both_services();
    happens(get_contact(BOTH, IM_SERVICE_PRIMARY), contact(1));
    happens(get_contact(BOTH, IM_SERVICE_SECONDARY), contact(2));
    happens(message_contact(1), window(1));
}

static inline void alice_open(void)
{
    begin_signed_in();
    opens(ALICE, 1);
}

static inline void alice_told(void)
{
    alice_open();
    happens(event(IM_EV_EVENTS), took(1, 0));
}

static inline void alice_reused(void)
{
    alice_told();
    opens(ALICE, 1);
}

static inline void alice_released(void)
{
    alice_open();
    releases(1);
}

static inline void alice_twice_released_once(void)
{
    alice_open();
    opens(ALICE, 1);
    releases(1);
}

static inline void alice_opened_again(void)
{
    alice_released();
    opens(ALICE, 1);
}

/* Two objects for one window, and the first given up. */
static inline void alice_second_object(void)
{
    alice_open();
    happens(message(ALICE), another(S_OK, 2, true));
    releases(1);
}

static inline void alice_closed_by_user(void)
{
    alice_open();
    happens(of_window(IM_EV_USER_CLOSE, 1), result(S_OK));
}

static inline void alice_closed(void)
{
    alice_open();
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
}

/* Close on an object that is dead already was S_OK. */
static inline void alice_dead_closed(void)
{
    alice_closed();
    happens(of_window(IM_EV_CLOSE, 1), result(S_OK));
}

static inline void alice_and_bob(void)
{
    alice_open();
    opens(BOB, 2);
}

static inline void alice_with_bob(void)
{
    alice_open();
    adds(1, BOB);
}

static inline void alice_signed_out(void)
{
    alice_told();
    control(IM_EV_SIGN_OUT);
}

static inline void alice_offline(void)
{
    alice_told();
    control(IM_EV_GO_OFFLINE);
}

static inline void alice_back_online(void)
{
    alice_offline();
    control(IM_EV_GO_ONLINE);
}

static inline void alice_signed_in_again(void)
{
    alice_signed_out();
    control(IM_EV_SIGN_IN);
}

static inline void script_open(void)
{
    begin_signed_in();
    world.invoke_only = true;
    opens(ALICE, 1);
}

#endif
