/*
 * Situations that point at rules: each where it holds, and where it does not.
 */
#include "suspect_kit.h"

static const struct {
    const char *suspect;
    enum wrong wrong;
    const char *holds, *does_not;
} situations[] = {
    { "OPENS a_call", ARGUMENT, IN CALL("alice"), IN AS("w1", "alice") HANDLE("w1") },
    { "OPENS through_invoke", ARGUMENT, IN INVOKE("alice", "dispatch"), IN INVOKE("alice", "vtable") },
    { "OPENS third_call", POINTER, IN CALL("alice") CALL("bob") CALL("carol"), IN CALL("alice") CALL("bob") },
    { "OPENS fifth_call", SILENT, IN CALL("alice") CALL("bob") CALL("carol") CALL("dave") CALL("unlisted"),
      IN CALL("alice") CALL("bob") CALL("carol") CALL("dave") },
    { "ANY_NAME named_unlisted", NO_USER, IN CALL("unlisted"), IN CALL("alice") },
    { "ANY_NAME named_unlisted_again", NO_USER, IN CALL("unlisted") CALL("unlisted"),
      IN CALL("alice") CALL("unlisted") },
    { "ANY_NAME named_with_capitals", ARGUMENT, IN CALL("Zoe@example.com"), IN CALL("zoe@example.com") },
    { "ANY_NAME named_oddly", ARGUMENT, IN CALL(ODD("zoe")), IN CALL("zoe.x_1@example.com") },
    { "ANY_NAME named_oddly", ARGUMENT, IN CALL(ODD("zoe@localhost")), IN CALL("unlisted") },
    { "ANY_NAME named_oddly", ARGUMENT, IN CALL(ODD("zoe+x@example.com")), IN CALL("unlisted") },
    { "ANY_NAME named_with_a_scheme", ARGUMENT, IN CALL(ODD("sip:zoe@example.com")), IN CALL(ODD("zoe@example:com")) },
    { "ANY_NAME named_briefly", ARGUMENT, IN CALL(ODD("zoe")), IN CALL(ODD("zoey")) },
    { "ANY_NAME named_briefly", POINTER, IN CALL(ODD("z")), IN CALL(ODD("")) },
    { "ARG_EMPTY_STRING named_with_nothing", POINTER, IN CALL(ODD("")), IN CALL(ODD("z")) },
    { "ARG_LENGTH named_at_length", ARGUMENT, IN CALL("{bstr: {repeat: a, times: 65}}"),
      IN CALL("{bstr: {repeat: a, times: 64}}") },
    { "ARG_LENGTH named_at_full_length", ARGUMENT, IN CALL("{bstr: {repeat: a, times: 129}}"),
      IN CALL("{bstr: {repeat: a, times: 128}}") },
    { "ARG_LENGTH named_with_pairs", POINTER, IN CALL("{bstr: {utf16: [0xD83D, 0xDE00]}}"), IN CALL(ODD("a")) },
    { "SELF_STRING name_ends_like_own", FAILS, IN CALL("alice"), IN CALL("unlisted") },
    { "SELF_STRING name_begins_like_own", FAILS, IN CALL("me@other.example"), IN CALL("m@other.example") },
    { "SELF_STRING name_begins_like_own", FAILS, IN CALL("melanie@other.example"), IN CALL("alice") },
    { "SELF_STRING name_contains_own", FAILS, IN CALL("{bstr: [x, {role: me}]}"), IN CALL("me@other.example") },
    { "SELF_STRING name_contains_own", FAILS, IN CALL("{bstr: [{role: me}, x]}"), IN CALL("alice") },
    { "SELF_OBJECT object_ends_like_own", FAILS, IN CONTACT("alice") CALL("{object: c1}"), IN CALL("alice") },
    { "SELF_OBJECT object_begins_like_own", FAILS, IN CONTACT("me@other.example") CALL("{object: c1}"),
      IN CONTACT("alice") CALL("{object: c1}") },
    { "OBJECT_OPENS by_object", ARGUMENT, IN CONTACT("alice") CALL("{object: c1}"), IN CONTACT("alice") CALL("alice") },
    { "OBJECT_OPENS by_unlisted_object", ARGUMENT, IN CONTACT("unlisted") CALL("{object: c1}"),
      IN CONTACT("alice") CALL("{object: c1}") },
    { "OBJECT_OPENS by_old_object", SILENT, IN CONTACT("alice") AGAIN CALL("{object: c1}"),
      IN CONTACT("alice") CALL("{object: c1}") },
    { "ARG_BYREF by_reference", POINTER, IN CALL("{byref_bstr: alice}"), IN CALL("alice") },
    { "ARG_BYREF by_reference", SUCCEEDS, IN CALL("{byref_bstr: me}"), IN CALL("me") },
    { "ARG_BYREF by_typed_reference", POINTER, IN CALL("{byref_bstr: alice}"), IN CALL("{byref_variant: alice}") },
    { "ARG_BYREF by_variant_reference", POINTER, IN CALL("{byref_variant: alice}"), IN CALL("{byref_bstr: alice}") },
    { "ARG_BYREF by_reference_and_invoke", ARGUMENT, IN INVOKE("{byref_variant: alice}", "script"),
      IN INVOKE("alice", "script") },
    { "SECONDARY_OBJECT by_secondary_object", ARGUMENT, IN SECOND CALL("{object: c1}"),
      IN CONTACT("alice") CALL("{object: c1}") },
    { "SECONDARY_STRING named_like_secondary", ARGUMENT, IN CALL("secondary"), IN CALL("unlisted") },
    { "ARG_TYPE by_number", SUCCEEDS, CALL("{i4: 7}"), CALL("{bstr: \"7\"}") },
    { "ARG_TYPE by_number", EMPTY, IN CALL("{bool: true}"), IN CALL("unlisted") },
    { "GET_CONTACT with_a_contact", FAILS, IN CONTACT("alice") "- isSelf: {contact: c1, value: false" OK,
      IN "- mySigninName: {value: me" OK },
    { "ARG_KEPT with_a_contact_passed_before", SILENT,
      IN CONTACT("alice") CALL("{object: c1}") "- contact.release: c1\n",
      IN CONTACT("alice") CALL("alice") "- contact.release: c1\n" },
    { "ARG_KEPT with_a_contact_passed_before", SILENT, IN CONTACT("alice") CALL("{object: c1}") CALL("{object: c1}"),
      IN CONTACT("alice") CALL("{object: c1}") },
    { "SIGN_OUT_CLOSES signed_in_again_since", WINDOW, IN AGAIN SCREEN, IN SCREEN },
    { "GET_CONTACT_SAME with_a_contact_released_before", SILENT,
      IN CONTACT("alice") "- getContact: {name: alice, as: c2" OK "- contact.release: c1\n" CALL("{object: c2}"),
      IN CONTACT("alice") CALL("{object: c1}") },
    { "EVENT_NONE more_than_opened", TOLD, IN CALL("alice") CALL("alice") "- events.take: {created: 1}\n",
      IN CALL("alice") CALL("alice") "- events.take: {created: 1}\n" CALL("bob") "- events.take: {created: 1}\n" },
    { "EVENT_NONE more_than_opened", TOLD, IN CALL("me") CALL("alice") "- events.take: {created: 1}\n",
      IN CALL("alice") "- events.take: {created: 1}\n" },
    { "EVENT_NONE more_than_opened", TOLD, IN AS("w1", "alice") RELEASE("w1") "- events.take: {created: 1}\n",
      IN CALL("alice") "- events.take: {created: 1}\n" },
    { "IS_SELF asked_for_self", WRONG, IN CONTACT("alice") "- isSelf: {contact: c1, value: false" OK,
      IN CONTACT("alice") "- signinName: {contact: c1, value: alice" OK },
    { "EVENT_NONE refused_since", TOLD, IN CALL("me") TAKE, IN CALL("alice") CALL("alice") TAKE },
    { "FAILURE_NO_WINDOW refused_since", TOLD, IN CALL("me") TAKE, IN CALL("me") TAKE CALL("alice") TAKE },
    { "FAILURE_NO_WINDOW refused_since", WINDOW, IN CALL("me") SCREEN, IN SCREEN },
    { "PARTICIPANT beside_another", NOBODY, IN AS("w1", "alice") CALL("bob") PEOPLE("w1"),
      IN AS("w1", "alice") CALL("alice") PEOPLE("w1") },
    { "GET_CONTACT_ARGS contact_named_at_length", ARGUMENT, IN ASK("{repeat: a, times: 65}, service: primary"),
      IN ASK("{repeat: a, times: 64}, service: primary") },
    { "NOT_MODAL dialog_open", EMPTY, IN DIALOG AS("w1", "alice") SCREEN, IN AS("w1", "alice") DIALOG SCREEN },
    { "NOT_MODAL another_open", FAILS, IN CALL("alice") CALL("bob"), IN CALL("alice") CALL("alice") },
    { "NOT_MODAL two_others_open", FAILS, IN CALL("alice") CALL("bob") CALL("carol"), IN CALL("alice") CALL("bob") },
    { "NOT_MODAL three_others_open", FAILS, IN CALL("alice") CALL("bob") CALL("carol") CALL("dave"),
      IN CALL("alice") CALL("bob") CALL("carol") },
    { "FOCUS focus_refused", FAILS, IN NO_FOCUS CALL("alice"), IN CALL("alice") },
    { "SIGN_IN_NOW first_call_since_sign_in", SIGNED_OUT, IN CALL("alice"), IN CALL("alice") CALL("bob") },
    { "SIGN_IN_NOW signed_in_again", SIGNED_OUT, IN AGAIN CALL("alice"), IN OFF_AND_ON CALL("alice") },
    { "RETURN_OPENS signed_in_again", FAILS, IN AGAIN CALL("alice"), IN OFF_AND_ON CALL("alice") },
    { "NOT_MODAL dialog_closed", POINTER, IN DIALOG "- user.closeDialogs\n" CALL("alice"), IN CALL("alice") },
    { "RETURN_OPENS back_online", FAILS, IN OFF_AND_ON CALL("alice"), IN AGAIN CALL("alice") },
    { "REOPEN_AFTER_CLOSE closed_before", NO_USER, IN AS("w1", "alice") CLOSE("w1") CALL("alice"),
      IN AS("w1", "bob") CLOSE("w1") CALL("alice") },
    { "RELEASED_THEN_CALLED released_before", NO_USER, IN AS("w1", "alice") RELEASE("w1") CALL("alice"),
      IN AS("w1", "alice") AS("w2", "alice") RELEASE("w1") CALL("alice") },
    { "OBJECT_OPENS by_object", OTHERS, IN CALL("alice") CONTACT("bob") CALL("{object: c1}"),
      IN CONTACT("alice") CALL("{object: c1}") CALL("bob") },
    { "GROUP_WINDOW of_a_group", NO_USER, IN AS("w1", "alice") JOIN("w1", "bob") CALL("bob"),
      IN AS("w1", "alice") JOIN("w1", "bob") CALL("carol") },
    { "GROUP_WINDOW beside_a_group", FAILS, IN AS("w1", "alice") JOIN("w1", "bob") CALL("carol"),
      IN AS("w1", "alice") CALL("carol") },
    { "REUSE_RESULT open_already", NO_USER, IN CALL("alice") CALL("alice"), IN CALL("alice") CALL("bob") },
    { "REUSE_RESULT open_already_and_third_call", FAILS, IN CALL("alice") CALL("bob") CALL("alice"),
      IN CALL("alice") CALL("alice") },
    { "REUSE_RESULT open_already_and_fifth_call", FAILS,
      IN CALL("alice") CALL("bob") CALL("bob") CALL("bob") CALL("alice"),
      IN CALL("alice") CALL("bob") CALL("bob") CALL("alice") },
    { "SIGN_IN_NOW a_call", SIGNED_OUT, IN CALL("alice"), IN AS("w1", "alice") HANDLE("w1") },
    { "SIGN_IN_NOW refused_before", SIGNED_OUT, CALL("alice") IN CALL("alice"), IN CALL("alice") },
    { "DISTINCT_WINDOWS opened_beside_another", TOLD_GONE, IN CALL("alice") CALL("bob") "- events.take: {created: 2}\n",
      IN CALL("alice") "- events.take: {created: 1}\n" },
    { "REUSE_RESULT open_with_two_references", FAILS, IN CALL("alice") CALL("alice") CALL("alice"),
      IN CALL("alice") CALL("alice") },
    { "REUSE open_already", TWIN, IN CALL("alice") CALL("alice"), NULL },
    { "REUSE_FORMS open_in_another_form", TWIN, IN CONTACT("alice") CALL("{object: c1}") CALL("alice"),
      IN CONTACT("alice") CALL("{object: c1}") CALL("{object: c1}") },
    { "REUSE_FORMS open_in_another_form", TWIN, IN CALL("alice") CALL("{byref_bstr: alice}"),
      IN CALL("{byref_bstr: alice}") CALL("{byref_variant: alice}") },
    { "REUSE_REFERENCES open_with_two_references", TWIN, IN CALL("alice") CALL("alice") CALL("alice"),
      IN CALL("alice") CALL("alice") },
    { "REUSE_REFERENCES open_with_two_references", TWIN,
      IN AS("w1", "alice") AS("w2", "alice") RELEASE("w1") CALL("alice"), IN CALL("alice") CALL("alice") },
    { "OBJECT_OPENS by_object", OTHERS, IN CALL("alice") CONTACT("bob") CALL("{object: c1}"),
      IN CALL("alice") CALL("bob") },
    { "REOPEN_AFTER_CLOSE closed_before", CLOSED, IN AS("w1", "alice") CLOSE("w1") CALL("alice"), NULL },
    { "RETURN_OPENS signed_in_again", OTHERS, IN AGAIN CALL("alice") CALL("bob"), IN CALL("alice") CALL("bob") },
    { "INVOKE_EXCEPTION refusal_through_invoke", FAILS, IN INVOKE(ODD(" x"), "dispatch"), IN CALL(ODD(" x")) },
    { "INVOKE_EXCEPTION refusal_through_invoke", SUCCEEDS, INVOKE("alice", "script"), CALL("alice") },
    { "INVOKE_EXCEPTION refusal_through_invoke", POINTER,
      IN "- invoke: {call: refusedName, expect: [DISP_E_EXCEPTION]}",
      IN "- invoke: {call: tooMany, expect: [DISP_E_BADPARAMCOUNT]}" },
    { "NOT_SIGNED_IN out_by_object", SUCCEEDS, IN CONTACT("alice") "- client.signOut\n" CALL("{object: c1}"),
      IN "- client.signOut\n" CALL("alice") },
    { "NOT_SIGNED_IN out_by_reference", SUCCEEDS, CALL("{byref_bstr: alice}"), CALL("alice") },
    { "NOT_SIGNED_IN out_through_invoke", POINTER, INVOKE("alice", "script"), CALL("alice") },
    { "OFFLINE_REFUSED offline_by_object", SUCCEEDS, IN CONTACT("alice") "- client.goOffline\n" CALL("{object: c1}"),
      IN CONTACT("alice") "- client.signOut\n" CALL("{object: c1}") },
    { "OFFLINE_REFUSED offline_by_reference", SUCCEEDS, IN "- client.goOffline\n" CALL("{byref_bstr: alice}"),
      IN "- client.goOffline\n" CALL("alice") },
    { "OFFLINE_REFUSED offline_through_invoke", SUCCEEDS, IN "- client.goOffline\n" INVOKE("alice", "script"),
      INVOKE("alice", "script") },
    { "NOT_SIGNED_IN out_by_object", SUCCEEDS, IN CONTACT("alice") "- client.signOut\n" CALL("{object: c1}"),
      IN CONTACT("alice") "- client.goOffline\n" CALL("{object: c1}") },
    { "NOT_SIGNED_IN out_beside_a_dialog", SUCCEEDS, DIALOG CALL("alice"),
      IN DIALOG "- user.closeDialogs\n- client.signOut\n" CALL("alice") },
    { "NOT_SIGNED_IN out_without_focus", SUCCEEDS, NO_FOCUS CALL("alice"), CALL("alice") },
    { "SIGN_IN_NOW out_again", SUCCEEDS, IN "- client.signOut\n" CALL("alice"), CALL("alice") },
    { "SIGN_IN_NOW out_twice", POINTER, IN AGAIN "- client.signOut\n" CALL("alice"),
      IN "- client.signOut\n" CALL("alice") },
    { "SECONDARY_ALONE out_but_for_secondary", SUCCEEDS, "- service.signIn: secondary\n" CALL("alice"), CALL("alice") },
    { "REUSE_REFERENCES reference_released_since", POINTER,
      IN AS("w1", "alice") AS("w2", "alice") RELEASE("w2") HANDLE("w1"),
      IN AS("w1", "alice") AS("w2", "bob") RELEASE("w2") HANDLE("w1") },
    { "REUSE returned_since", POINTER, IN AS("w1", "alice") CALL("alice") HANDLE("w1"),
      IN CALL("bob") CALL("bob") AS("w1", "alice") HANDLE("w1") },
    { "REUSE returned_since", WRONG, IN AS("w1", "alice") HANDLE("w1") CALL("alice") HANDLE("w1"),
      IN AS("w1", "alice") HANDLE("w1") HANDLE("w1") },
    { "CLOSE another_closed_since", POINTER, IN AS("w1", "alice") AS("w2", "bob") CLOSE("w2") HANDLE("w1"),
      IN AS("w2", "bob") CLOSE("w2") AS("w1", "alice") HANDLE("w1") },
    { "CLOSE another_closed_since", TWIN, IN AS("w1", "alice") AS("w2", "bob") CLOSE("w2") CALL("alice"),
      IN AS("w2", "bob") CLOSE("w2") AS("w1", "alice") CALL("alice") },
    { "CLOSE another_closed_since", TOLD_GONE, IN AS("w1", "alice") CALL("bob") CLOSE("w1") TAKE,
      IN AS("w1", "alice") CALL("bob") CLOSE("w1") TAKE TAKE },
    { "CLOSE another_closed_since", TOLD_GONE, IN AS("w1", "alice") CALL("bob") CLOSE("w1") TAKE,
      IN AS("w1", "alice") CLOSE("w1") TAKE },
    { "EVENT_DESTROYED closed_since", TOLD_GONE, IN AS("w1", "alice") CLOSE("w1") TAKE,
      IN AS("w1", "alice") CLOSE("w1") TAKE TAKE },
    { "EVENT_DESTROYED closed_by_user_since", TOLD_GONE, IN AS("w1", "alice") "- user.closeWindow: w1\n" TAKE,
      IN AS("w1", "alice") CLOSE("w1") TAKE },
    { "CLOSE another_closed_since", MISNAMED, IN AS("w1", "alice") AS("w2", "bob") TAKE CLOSE("w2") TAKE,
      IN AS("w1", "alice") AS("w2", "bob") TAKE "- user.closeWindow: w2\n" TAKE },
    { "REUSE_REFERENCES another_released_since", TWIN, IN AS("w1", "alice") AS("w2", "bob") RELEASE("w2") CALL("alice"),
      IN AS("w1", "alice") AS("w2", "bob") AS("w3", "bob") RELEASE("w2") CALL("alice") },
    { "DISTINCT_WINDOWS another_closed_by_user_since", POINTER,
      IN AS("w1", "alice") AS("w2", "bob") "- user.closeWindow: w2\n" HANDLE("w1"),
      IN AS("w1", "alice") AS("w2", "bob") CLOSE("w2") HANDLE("w1") },
    { "DISTINCT_WINDOWS another_opened_since", POINTER, IN AS("w1", "alice") CALL("bob") HANDLE("w1"),
      IN CALL("bob") AS("w1", "alice") HANDLE("w1") },
    { "SHOW shown_since", POINTER, IN AS("w1", "alice") "- show: {window: w1" OK HANDLE("w1"),
      IN AS("w1", "alice") HANDLE("w1") },
    { "GEOMETRY moved_since", POINTER,
      IN AS("w1", "alice") "- put: {window: w1, property: Left, value: 200" OK HANDLE("w1"),
      IN AS("w1", "alice") HANDLE("w1") },
    { "NOT_MODAL dialog_since", POINTER, IN AS("w1", "alice") DIALOG HANDLE("w1"),
      IN DIALOG "- user.closeDialogs\n" AS("w1", "alice") HANDLE("w1") },
    { "FOCUS focus_refused_since", POINTER, IN AS("w1", "alice") NO_FOCUS HANDLE("w1"),
      IN AS("w1", "alice") HANDLE("w1") },
    { "OBJECT_OPENS contact_released_since", POINTER,
      IN CONTACT("alice") AS("w1", "{object: c1}") "- contact.release: c1\n" HANDLE("w1"),
      IN CONTACT("alice") AS("w1", "{object: c1}") HANDLE("w1") },
    { "GROUP_WINDOW member_added_since", POINTER, IN AS("w1", "alice") JOIN("w1", "bob") HANDLE("w1"),
      IN AS("w1", "alice") HANDLE("w1") },
    { "RELEASED_THEN_CALLED last_reference_released", EMPTY, IN CALL("bob") AS("w1", "alice") RELEASE("w1") SCREEN,
      IN CALL("bob") AS("w1", "alice") AS("w2", "alice") RELEASE("w1") SCREEN },
    /* how it was opened, where something is wrong with the window later */
    { "ANY_NAME named_unlisted", POINTER, IN AS("w1", "unlisted") HANDLE("w1"),
      IN CALL("unlisted") AS("w1", "alice") HANDLE("w1") },
    { "FOCUS focus_refused", EMPTY, IN NO_FOCUS AS("w1", "alice") SCREEN, IN AS("w1", "alice") NO_FOCUS SCREEN },
    { "OBJECT_OPENS by_object", POINTER, IN CONTACT("alice") AS("w1", "{object: c1}") HANDLE("w1"),
      IN CONTACT("alice") AS("w1", "alice") HANDLE("w1") },
};

START_TEST(test_situation)
{
    struct play play;
    const char *suspect = situations[_i].suspect;
    play_steps(&play, situations[_i].holds, situations[_i].wrong);
    ck_assert_msg(names(&play.testimony.suspects, suspect), "%s is not suspected after\n%s", suspect,
                  situations[_i].holds);
    end(&play);
    if (situations[_i].does_not == NULL) return;
    play_steps(&play, situations[_i].does_not, situations[_i].wrong);
    ck_assert_msg(!names(&play.testimony.suspects, suspect), "%s is suspected after\n%s", suspect,
                  situations[_i].does_not);
    end(&play);
}
END_TEST

START_TEST(test_every_situation_is_tried)
{
    for (unsigned i = IM_RULE_COUNT; i < SUSPECTS; i++) {
        bool tried = suspect_name(i)[0] == '\0';
        for (size_t j = 0; j < sizeof situations / sizeof situations[0]; j++)
            tried |= strcmp(situations[j].suspect, suspect_name(i)) == 0;
        ck_assert_msg(tried, "no test speaks of %s", suspect_name(i));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("suspect");
    TCase *tests = tcase_create("situations");
    tcase_add_loop_test(tests, test_situation, 0, sizeof situations / sizeof situations[0]);
    tcase_add_test(tests, test_every_situation_is_tried);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
