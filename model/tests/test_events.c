/*
 * The queue of events: signing in and out, and the status.
 */
#include "events_fixture.h"

/* --- signing in and out ----------------------------------------------------------------------------------------- */

START_TEST(signing_in_and_out_is_told_once)
{
    SIGNED_IN();
    TOLD_IS("preferred");
    SIGNED_IN(), SIGNED_IN();
    TOLD_BREAKS("EVENT_SIGN");
    SIGNED_IN(), SIGNED_OUT();
    TOLD_BREAKS("EVENT_SIGN");
    SIGNED_IN();
    TAKE();
    TOLD_IS("preferred");
    SIGNED_IN();
    TOLD_BREAKS("EVENT_SIGN");
    control(IM_EV_SIGN_IN);
    SIGNED_IN();
    TOLD_BREAKS("EVENT_SIGN");
    set_service(IM_EV_SERVICE_SIGN_IN);
    SIGNED_IN();
    TOLD_BREAKS("EVENT_SIGN");
    set_service(IM_EV_SERVICE_SIGN_OUT);
    SIGNED_OUT();
    TOLD_BREAKS("EVENT_SIGN");
    control(IM_EV_SIGN_OUT);
    SIGNED_OUT();
    TOLD_IS("preferred");
    SIGNED_OUT(), SIGNED_OUT();
    TOLD_BREAKS("EVENT_SIGN");
    SIGNED_OUT();
    TAKE();
    control(IM_EV_SIGN_OUT);
    SIGNED_OUT();
    TOLD_BREAKS("EVENT_SIGN");
}
END_TEST

/* Whoever raises none of them is not failed for that; whoever raises one raises all. */
START_TEST(who_is_silent_is_silent_of_both)
{
    struct im_event made = event(IM_EV_EVENTS);
    TOLD_IS("noted");
    struct im_observation nothing = taken();
    ck_assert_int_eq(oracle_judge(&model, &made, &nothing).rule, IM_RULE_EVENT_SIGN);
    control(IM_EV_SIGN_OUT);
    TOLD_IS("noted");
    SIGNED_IN();
    TOLD_BREAKS("EVENT_SIGN");
    SIGNED_OUT();
    TOLD_BREAKS("EVENT_SIGN");
    SIGNED_OUT(), SIGNED_IN();
    TOLD_IS("preferred");
    TAKE();
    SIGNED_IN(), SIGNED_OUT();
    TOLD_IS("preferred");
    SIGNED_IN();
    TOLD_IS("preferred");
    SIGNED_IN();
    TAKE();
    control(IM_EV_SIGN_IN);
    TOLD_BREAKS("EVENT_SIGN");
    SIGNED_IN();
    TAKE();
    control(IM_EV_SIGN_OUT);
    TOLD_BREAKS("EVENT_SIGN");
    begin_signed_in();
    TAKE();
    control(IM_EV_SIGN_OUT);
    TOLD_IS("noted");
}
END_TEST

static bool allows(uint32_t shape)
{
    const struct im_event made = event(IM_EV_EVENTS);
    struct im_allowed_set set;
    oracle_allowed(&model, &made, &set);
    for (int i = 0; i < set.count; i++) {
        if ((set.entry[i].shapes & shape) != 0) return true;
    }
    return false;
}

/* Silence is among what is allowed only where something could be silent of itself. */
START_TEST(silence_is_allowed_where_it_may_be)
{
    ck_assert(allows(IM_SHAPE_SIGN_SILENT) && !allows(IM_SHAPE_STATUS_SILENT) && !allows(IM_SHAPE_ADDED_SILENT));
    begin_told();
    ck_assert(!allows(IM_SHAPE_SIGN_SILENT));
    control(IM_EV_GO_OFFLINE);
    ck_assert(!allows(IM_SHAPE_STATUS_SILENT));
    control(IM_EV_GO_ONLINE);
    ck_assert(!allows(IM_SHAPE_STATUS_SILENT));
    opens(ALICE, 1);
    adds(1, BOB);
    ck_assert(allows(IM_SHAPE_ADDED_SILENT));
    CREATED(1), ADDED(1, 0);
    TAKE();
    adds(1, CAROL);
    ck_assert(!allows(IM_SHAPE_ADDED_SILENT));
    control(IM_EV_SIGN_OUT);
    ck_assert(!allows(IM_SHAPE_SIGN_SILENT) && allows(IM_SHAPE_STATUS_SILENT));
    SIGNED_OUT(), ADDED(1, 0), DISCONNECTING();
    TAKE();
    ck_assert(!allows(IM_SHAPE_STATUS_SILENT));
    control(IM_EV_SIGN_IN);
    ck_assert(allows(IM_SHAPE_STATUS_SILENT));
}
END_TEST

/* A lost connection is not a sign-out, though it may be told as one. */
START_TEST(a_lost_connection_may_be_told)
{
    begin_told();
    control(IM_EV_GO_OFFLINE);
    TOLD_IS("preferred");
    SIGNED_OUT();
    TOLD_IS("preferred");
    SIGNED_OUT(), SIGNED_OUT();
    TOLD_BREAKS("EVENT_SIGN");
    SIGNED_OUT();
    TAKE();
    control(IM_EV_GO_ONLINE);
    TOLD_IS("preferred");
    SIGNED_IN();
    TOLD_IS("preferred");
    SIGNED_IN(), SIGNED_IN();
    TOLD_BREAKS("EVENT_SIGN");
    SIGNED_IN();
    TAKE();
    control(IM_EV_GO_ONLINE);
    SIGNED_IN();
    TOLD_BREAKS("EVENT_SIGN");
    control(IM_EV_GO_OFFLINE);
    control(IM_EV_SIGN_IN);
    TOLD_IS("preferred");
    SIGNED_IN(), SIGNED_OUT();
    TAKE();
    control(IM_EV_GO_OFFLINE);
    control(IM_EV_GO_OFFLINE);
    SIGNED_OUT(), SIGNED_OUT();
    TOLD_BREAKS("EVENT_SIGN");
    control(IM_EV_SIGN_OUT);
    DISCONNECTING();
    TOLD_IS("preferred");
    SIGNED_OUT(), SIGNED_OUT(), DISCONNECTING();
    TOLD_IS("preferred");
}
END_TEST

/* --- the status ------------------------------------------------------------------------------------------------- */

START_TEST(the_last_status_is_true)
{
    SIGNED_IN(), STATUS(NOT_ONLINE);
    TOLD_BREAKS("EVENT_STATUS");
    SIGNED_IN(), STATUS(ONLINE);
    TOLD_IS("preferred");
    begin_told();
    STATUS(ONLINE);
    TOLD_IS("preferred");
    STATUS(NOT_ONLINE);
    TOLD_BREAKS("EVENT_STATUS");
    control(IM_EV_SIGN_OUT);
    SIGNED_OUT(), STATUS(ONLINE);
    TOLD_BREAKS("EVENT_STATUS");
    SIGNED_OUT(), DISCONNECTING();
    TOLD_IS("preferred");
    SIGNED_OUT(), DISCONNECTING();
    TAKE();
    control(IM_EV_SIGN_IN);
    SIGNED_IN(), STATUS(ONLINE);
    TAKE();
    control(IM_EV_GO_OFFLINE);
    STATUS(ONLINE);
    TOLD_BREAKS("EVENT_STATUS");
    STATUS(NOT_ONLINE);
    TAKE();
    control(IM_EV_GO_ONLINE);
    STATUS(NOT_ONLINE);
    TOLD_BREAKS("EVENT_STATUS");
    STATUS(ONLINE);
    TOLD_IS("preferred");
}
END_TEST

/* Who never tells a status is not asked for one; who does, and leaves a false one standing, is mentioned. */
START_TEST(a_status_that_is_not_told)
{
    SIGNED_IN();
    TOLD_IS("preferred");
    begin_told();
    TOLD_IS("preferred");
    control(IM_EV_SIGN_OUT);
    SIGNED_OUT();
    TOLD_IS("noted");
    SIGNED_OUT(), STATUS(NOT_ONLINE);
    TOLD_IS("noted");
    struct im_event made = event(IM_EV_EVENTS);
    SIGNED_OUT(), STATUS(NOT_ONLINE);
    struct im_observation obs = taken();
    ck_assert_int_eq(oracle_judge(&model, &made, &obs).rule, IM_RULE_EVENT_STATUS);
    SIGNED_OUT(), DISCONNECTING();
    TAKE();
    TOLD_IS("preferred");
    STATUS(NOT_ONLINE);
    TOLD_IS("preferred");
    control(IM_EV_SIGN_IN);
    SIGNED_IN();
    TOLD_IS("noted");
    SIGNED_IN(), STATUS(ONLINE);
    TAKE();
    control(IM_EV_GO_OFFLINE);
    TOLD_IS("preferred");
    STATUS(NOT_ONLINE);
    TAKE();
    control(IM_EV_GO_ONLINE);
    TOLD_IS("noted");
}
END_TEST

int main(void)
{
    return RUN("events", signing_in_and_out_is_told_once, who_is_silent_is_silent_of_both,
               silence_is_allowed_where_it_may_be, a_lost_connection_may_be_told, the_last_status_is_true,
               a_status_that_is_not_told);
}
