/*
 * The fields of steps: one function each, which reads a value into the step or complains.
 */
#include <string.h>

#include "case_read.h"

void read_to(struct reader *reader, const struct node *value, struct step *step)
{
    read_argument(reader, value, &step->to);
}

void read_out(struct reader *reader, const struct node *value, struct step *step)
{
    static const char *const words[] = { "valid", "null", NULL };
    size_t index;
    if (node_is_null(value))
        expected(reader, value, "valid, or \"null\" in quotes for a NULL ppMWindow");
    else if (read_one_of(reader, value, "what ppMWindow is", words, &index))
        step->out_null = index == 1;
}

void read_binding(struct reader *reader, const struct node *value, struct step *step)
{
    size_t index;
    if (!read_one_of(reader, value, "a binding", binding_words, &index)) return;
    step->binding = (enum im_binding)(index + 1);
    reader->now->needs_binding[step->binding] = true;
}

void read_expect(struct reader *reader, const struct node *value, struct step *step)
{
    read_codes(reader, value, &step->expect, NULL);
    if (value->kind == NODE_LIST && value->count == 0) expected(reader, value, "at least one HRESULT");
}

void read_noted(struct reader *reader, const struct node *value, struct step *step)
{
    read_codes(reader, value, &step->noted, &step->expect);
}

/* True, after a complaint, if ppMWindow is NULL, so that no window can come back. */
static bool nothing_returned(struct reader *reader, const struct node *value, const struct step *step)
{
    if (step->out_null)
        refuse(reader, value, "found %s with out: \"null\", which returns no window; leave one of them",
               node_words(reader->arena, value));
    return step->out_null;
}

void read_expected_window(struct reader *reader, const struct node *value, struct step *step)
{
    static const char *const words[] = { "new", "any", "new or none", NULL };
    static const enum expect_window meanings[] = { WINDOW_NEW, WINDOW_ANY, WINDOW_NEW_OR_NONE };
    struct node name;
    size_t index;
    if (nothing_returned(reader, value, step)) return;
    if (after_same_as(value, &name) != NULL) {
        step->expect_window = WINDOW_SAME_AS;
        step->same_as = use_name(reader, &name, false, false);
    } else if (read_one_of(reader, value, "`same as` and a name, or one of", words, &index)) {
        step->expect_window = meanings[index];
    }
}

void read_or_window(struct reader *reader, const struct node *value, struct step *step)
{
    step->or_as = use_name(reader, value, false, false);
    if (step->expect_window != WINDOW_SAME_AS) refuse(reader, value, "found `or` without `window: same as`");
}

void read_window_as(struct reader *reader, const struct node *value, struct step *step)
{
    if (!nothing_returned(reader, value, step)) step->as = define_name(reader, value, false);
}

void read_contact_as(struct reader *reader, const struct node *value, struct step *step)
{
    step->as = define_name(reader, value, true);
}

void read_window(struct reader *reader, const struct node *value, struct step *step)
{
    step->window = use_name(reader, value, false, true);
}

void read_released_window(struct reader *reader, const struct node *value, struct step *step)
{
    step->window = release_name(reader, value, false);
}

void read_contact(struct reader *reader, const struct node *value, struct step *step)
{
    step->contact = use_name(reader, value, true, true);
}

void read_released_contact(struct reader *reader, const struct node *value, struct step *step)
{
    step->contact = release_name(reader, value, true);
}

void read_expected_contact(struct reader *reader, const struct node *value, struct step *step)
{
    struct node name;
    if (after_same_as(value, &name) == NULL)
        expected(reader, value, "`same as` and the name of a contact, like `same as c1`");
    else
        step->same_as = use_name(reader, &name, true, false);
}

void read_name(struct reader *reader, const struct node *value, struct step *step)
{
    read_text(reader, value, &step->name);
}

void read_name_or_null(struct reader *reader, const struct node *value, struct step *step)
{
    if (node_is_null(value) && value->size > 0)
        step->name = (struct text_spec){ .given = true, .null = true };
    else
        read_text(reader, value, &step->name);
}

void read_service(struct reader *reader, const struct node *value, struct step *step)
{
    size_t index;
    if (read_one_of(reader, value, "a service", service_words, &index)) step->service = (enum im_service)(index + 1);
}

void read_property(struct reader *reader, const struct node *value, struct step *step)
{
    size_t index;
    if (read_one_of(reader, value, "a property", property_words, &index)) step->property = (enum im_property)index;
}

void read_put_property(struct reader *reader, const struct node *value, struct step *step)
{
    const char *const *writable = property_words + IM_PROPERTY_LEFT;
    size_t index;
    if (read_one_of(reader, value, "a property that can be set", writable, &index))
        step->property = (enum im_property)(IM_PROPERTY_LEFT + index);
}

void read_put_value(struct reader *reader, const struct node *value, struct step *step)
{
    int64_t number;
    if (read_number(reader, value, INT32_MIN, INT32_MAX, &number)) step->put_value = (int32_t)number;
}

void read_bool_value(struct reader *reader, const struct node *value, struct step *step)
{
    bool truth;
    if (!read_bool(reader, value, &truth)) return;
    step->expect_value = EXPECT_BOOL;
    step->value = truth;
}

void read_property_value(struct reader *reader, const struct node *value, struct step *step)
{
    if (step->property == IM_PROPERTY_IS_CLOSED) {
        read_bool_value(reader, value, step);
    } else if (node_is(value, "live")) {
        if (step->property == IM_PROPERTY_HWND)
            step->expect_value = EXPECT_LIVE;
        else
            refuse(reader, value, "found live, which is for HWND only; %s is a number", property_words[step->property]);
    } else if (scalar_number(value, &step->value)) {
        step->expect_value = EXPECT_NUMBER;
    } else {
        expected(reader, value, step->property == IM_PROPERTY_HWND ? "live or a number" : "a number");
    }
}

void read_unanswered(struct reader *reader, const struct node *value, struct step *step)
{
    read_rules(reader, value, step->unanswered, &step->unanswered_count);
}

void read_more(struct reader *reader, const struct node *value, struct step *step)
{
    int64_t number;
    if (read_number(reader, value, 1, LIMIT_LIST, &number)) step->more = (uint32_t)number;
}

void read_other(struct reader *reader, const struct node *value, struct step *step)
{
    static const char *const words[] = { "accepted", "noted", NULL };
    size_t index;
    if (!read_one_of(reader, value, "how another value is taken", words, &index)) return;
    if (step->expect_value == EXPECT_NO_VALUE) refuse(reader, value, "found `other` without `value`");
    step->other = index == 0 ? IM_ACCEPTED : IM_NOTED;
    step->other_given = true;
}

void read_text_of_step(struct reader *reader, const struct node *value, struct step *step)
{
    step->expect_value = EXPECT_TEXT;
    read_text(reader, value, &step->text);
}

void read_participants(struct reader *reader, const struct node *value, struct step *step)
{
    if (!is_list(reader, value, "a list of participants like [alice]", LIMIT_LIST)) return;
    struct text_spec *texts = arena_alloc(reader->arena, (value->count + 1) * sizeof *texts);
    size_t count = 0;
    for (const struct node *item = value->first; item != NULL; item = item->next)
        read_text(reader, item, &texts[count++]);
    step->texts = texts;
    step->text_count = count;
    step->texts_given = true;
}

void read_dialog(struct reader *reader, const struct node *value, struct step *step)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    if (value->kind != NODE_SCALAR || node_is_null(value) || value->size >= LIMIT_ID || value->size == 0 ||
        strspn(value->text, letters) != value->size)
        expected(reader, value, "the name of a dialog, like options");
    else
        step->dialog = value->text;
}

void read_allowed(struct reader *reader, const struct node *value, struct step *step)
{
    read_bool(reader, value, &step->allowed);
}

void read_stays(struct reader *reader, const struct node *value, struct step *step)
{
    int64_t number;
    if (read_number(reader, value, 1, LIMIT_STAYS_MS, &number)) step->stays_ms = (unsigned)number;
}

void read_count(struct reader *reader, const struct node *value, struct step *step)
{
    read_range(reader, value, &step->count);
}

void read_with(struct reader *reader, const struct node *value, struct step *step)
{
    if (value->kind != NODE_MAP) {
        expected(reader, value, "how many windows by role, like {alice: 1}");
        return;
    }
    refuse_unknown_keys(reader, value, "`with`", role_words);
    for (const struct node *item = value->first; item != NULL; item = item->next) {
        enum role role = bare_role(item->key);
        struct role_count *count = &step->with[step->with_count];
        if (role == ROLE_NONE || !read_range(reader, item, &count->range)) continue;
        count->role = role;
        step->with_count++;
        need_role(reader, role);
    }
}

#define READ_TOLD(field, kind)                                                            \
    void read_##field(struct reader *reader, const struct node *value, struct step *step) \
    {                                                                                     \
        read_range(reader, value, &step->told[IM_TOLD_##kind]);                           \
    }
READ_TOLD(created, CREATED)
READ_TOLD(destroyed, DESTROYED)
READ_TOLD(signed_in, SIGNED_IN)
READ_TOLD(signed_out, SIGNED_OUT)
READ_TOLD(added, ADDED)
READ_TOLD(removed, REMOVED)

void read_status(struct reader *reader, const struct node *value, struct step *step)
{
    static const char *const words[] = { "online", "not online", NULL };
    size_t index = 0;
    if (read_one_of(reader, value, "what the last OnMyStatusChange tells", words, &index))
        step->status = index == 0 ? IM_STATUS_ONLINE : IM_STATUS_NOT_ONLINE;
}

/* --- what only COM shows --- */

void read_checked_object(struct reader *reader, const struct node *value, struct step *step)
{
    bool contact = false;
    if (node_is(value, MESSENGER_WORD)) return;
    const char *name = use_either_name(reader, value, &contact);
    *(contact ? &step->contact : &step->window) = name;
}

void read_law(struct reader *reader, const struct node *value, struct step *step)
{
    const char *words[IM_LAW_COUNT + 1] = { NULL };
    size_t index = 0;
    for (size_t i = 0; i < IM_LAW_COUNT; i++) words[i] = im_law_name((enum im_law)i);
    if (read_one_of(reader, value, "a law of COM", words, &index)) step->law = (enum im_law)index;
}

void read_call(struct reader *reader, const struct node *value, struct step *step)
{
    const char *words[IM_INVOCATION_COUNT + 1] = { NULL };
    size_t index = 0;
    for (size_t i = 0; i < IM_INVOCATION_COUNT; i++) words[i] = im_invocation_name((enum im_invocation)i);
    if (read_one_of(reader, value, "a call of Invoke", words, &index)) step->call = (enum im_invocation)index;
}

static bool lists_exception(const struct expectation *codes)
{
    bool listed = false;
    for (size_t i = 0; i < codes->count; i++) listed |= codes->codes[i].value == im_codes[IM_DISP_EXCEPTION].value;
    return listed;
}

void read_scode(struct reader *reader, const struct node *value, struct step *step)
{
    read_codes(reader, value, &step->scode, NULL);
    if (lists_exception(&step->expect)) return;
    refuse(reader, value, "found `scode` without DISP_E_EXCEPTION in `expect`, where alone there is one");
}

void read_scode_noted(struct reader *reader, const struct node *value, struct step *step)
{
    read_codes(reader, value, &step->scode_noted, &step->scode);
    if (!step->scode.given) refuse(reader, value, "found `scodeNoted` without `scode`");
}

void read_dispid(struct reader *reader, const struct node *value, struct step *step)
{
    if (read_number(reader, value, INT32_MIN, INT32_MAX, &step->value)) step->expect_value = EXPECT_NUMBER;
}
