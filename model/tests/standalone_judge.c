/*
 * The model in a stranger's program: nothing but its one header and libimmodel.a.  Prints a few verdicts, and ends with
 * 0 if they are right.
 */
#include <stdio.h>
#include <string.h>

#include "im_model.h"

enum { ME, ALICE, LINE };

static const struct im_text names[] = {
    { u"me@example.com", 14 },
    { u"alice@example.com", 17 },
    { u"a line\nand more", 15 },
};

static struct im_model model;

/* Judges what an implementation did, tells it, and follows it if it was allowed. */
static int verdict(const char *what, struct im_event event, struct im_observation obs, const char *expected)
{
    struct im_judgement j = oracle_judge(&model, &event, &obs);
    if (j.grade != IM_REJECTED && !oracle_advance(&model, &event, &obs)) return 1;
    printf("%-44s %-10s %s\n", what, im_grade_name(j.grade), im_rules[j.rule].id);
    return strcmp(im_grade_name(j.grade), expected) != 0;
}

static struct im_event message(im_name name)
{
    return (struct im_event){ .kind = IM_EV_INSTANT_MESSAGE, .argument = { .form = IM_STRING, .name = name } };
}

static struct im_observation returned(uint32_t hresult, enum im_out out, uint8_t handle)
{
    return (struct im_observation){ .hresult = hresult, .out = (uint8_t)out, .handle = handle, .seen = IM_SEEN_NO };
}

int main(void)
{
    struct im_world world = { .names = names, .name_count = 3, .me = ME };
    struct im_event sign_in = { .kind = IM_EV_SIGN_IN };
    const struct im_observation nothing = { 0 }, not_logged_on = returned(0x8100031Eu, IM_OUT_NULL, 0);
    oracle_reset(&model, &world, NULL);

    int wrong = 0;
    wrong += verdict("signed out, MSGR_E_NOT_LOGGED_ON", message(ALICE), not_logged_on, "preferred");
    wrong += verdict("sign in", sign_in, nothing, "preferred");
    wrong += verdict("a name, S_OK and a window", message(ALICE), returned(0, IM_OUT_WINDOW, 1), "preferred");
    wrong += verdict("the same name, the same window", message(ALICE), returned(0, IM_OUT_WINDOW, 1), "preferred");
    wrong += verdict("the same name, a second window", message(ALICE), returned(0, IM_OUT_WINDOW, 2), "rejected");
    wrong += verdict("a line feed, S_OK and a window", message(LINE), returned(0, IM_OUT_WINDOW, 2), "rejected");
    wrong += verdict("a line feed, E_INVALIDARG", message(LINE), returned(0x80070057u, IM_OUT_NULL, 0), "preferred");
    wrong += verdict("the own name, E_FAIL", message(ME), returned(0x80004005u, IM_OUT_NULL, 0), "preferred");
    wrong += machine_check(&model.state) != NULL;
    return wrong != 0;
}
