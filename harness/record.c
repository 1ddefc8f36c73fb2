/*
 * Steps as JSON for the journal and as words for people: see record.h.
 */
#include "record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jot.h"
#include "wire_codec.h"
#include "wire_text.h"

const char *record_hresult(uint32_t hresult, char room[16])
{
    enum im_code code = im_code_of(hresult);
    if (code != IM_CODE_COUNT) return im_codes[code].name;
    snprintf(room, 16, "0x%08X", hresult);
    return room;
}

char *record_text(const json_t *value)
{
    char *plain = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    if (plain == NULL) abort(); /* only out of memory */
    size_t size = 0;
    char *translated = wire_text_to_send(plain, strlen(plain), &size);
    if (translated == NULL) return plain;
    free(plain);
    translated = must_realloc(translated, size + 1);
    translated[size] = '\0';
    return translated;
}

json_t *record_parse(const char *text, size_t size)
{
    size_t translated_size = size;
    char *translated = wire_text_received(text, size, &translated_size);
    json_t *value = json_loadb(translated != NULL ? translated : text, translated_size, JSON_ALLOW_NUL, NULL);
    free(translated);
    return value;
}

/* --- what was observed --- */

static json_t *text_list(const struct text *texts, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) json_array_append_new(list, wire_text_to_json(texts[i]));
    return list;
}

static json_t *window_list(const struct observation *obs)
{
    json_t *list = json_array();
    for (size_t i = 0; i < obs->window_count; i++) {
        const struct seen_window *window = &obs->windows[i];
        json_array_append_new(
            list, json_pack("{s:s, s:o}", "id", window->id, "contacts", text_list(window->contacts, window->count)));
    }
    return list;
}

static json_t *event_list(const struct observation *obs)
{
    json_t *list = json_array();
    for (size_t i = 0; i < obs->event_count; i++) {
        const struct seen_event *event = &obs->events[i];
        json_t *item = json_pack("{s:s}", "name", event->name);
        if (event->window != NULL) json_object_set_new(item, "window", json_string(event->window));
        if (event->contact != NULL) json_object_set_new(item, "contact", json_string(event->contact));
        if (event->has_status) json_object_set_new(item, "status", json_integer(event->status));
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *value_of(enum im_event_kind kind, const struct observation *obs)
{
    if (kind == IM_EV_CONTACTS) return text_list(obs->names, obs->name_count);
    if (kind == IM_EV_WINDOWS) return window_list(obs);
    if (kind == IM_EV_EVENTS) return event_list(obs);
    switch (obs->value_kind) {
    case VALUE_NUMBER: return json_integer(obs->number);
    case VALUE_BOOL: return json_boolean(obs->number != 0);
    case VALUE_TEXT: return wire_text_to_json(obs->text);
    default: return NULL;
    }
}

/* A value that was made for this and goes with it; NULL: there is none. */
static void jot_value(struct jot *jot, const char *key, json_t *value)
{
    if (value == NULL) return;
    char *text = record_text(value);
    json_decref(value);
    jot_json(jot, key, text);
    free(text);
}

static void jot_observation(struct jot *jot, const struct step_record *record)
{
    static const char *const outs[] = { "none", "window", "null", "untouched" };
    const struct observation *obs = record->obs;
    jot_json(jot, "observation", "{");
    jot_string(jot, "status", obs_status_name(obs->status));
    if (obs->status != OBS_DONE) {
        jot_value(jot, "detail", json_string(obs->reason));
        jot_raw(jot, "}");
        return;
    }
    char room[16];
    if (obs->has_hresult) {
        jot_string(jot, "hresult", record_hresult(obs->hresult, room));
        jot_number(jot, "code", obs->hresult);
    }
    if (obs->has_scode) jot_string(jot, "scode", record_hresult(obs->scode, room));
    if (record->event->kind == IM_EV_INSTANT_MESSAGE) {
        jot_string(jot, "out", outs[obs->out]);
        if (obs->token[0] != '\0') jot_value(jot, "window", json_string(obs->token));
    }
    json_t *value = value_of(record->event->kind, obs);
    bool token = record->event->kind != IM_EV_INSTANT_MESSAGE && obs->token[0] != '\0';
    jot_value(jot, "value", value == NULL && token ? json_string(obs->token) : value);
    if (record->note[0] != '\0') jot_value(jot, "detail", json_string(record->note));
    jot_raw(jot, "}");
}

/* --- what was allowed --- */

static void shape_words(enum im_event_kind kind, uint32_t shapes, char *to, size_t room)
{
    to[0] = '\0';
    for (unsigned bit = 0; bit < 31; bit++) {
        if ((shapes & 1u << bit) == 0 || 1u << bit == IM_SHAPE_NO_VALUE) continue;
        size_t used = strlen(to);
        snprintf(to + used, room - used, "%s%s", used > 0 ? " or " : "", im_shape_name(kind, 1u << bit));
    }
}

static void jot_allowed(struct jot *jot, enum im_event_kind kind, const struct im_allowed_set *set)
{
    jot_json(jot, NULL, "[");
    for (uint8_t i = 0; i < set->count; i++) {
        const struct im_allowed *entry = &set->entry[i];
        char words[LIMIT_REASON], code[LIMIT_ID], id[8];
        bool carries = entry->scode != IM_S_OK, law = kind == IM_EV_CHECK;
        shape_words(kind, law ? 0 : entry->shapes, words, sizeof words);
        snprintf(code, sizeof code, "%s%s%s", law ? "the law holds" : im_code_name((enum im_code)entry->code),
                 carries ? " of " : "", carries ? im_code_name((enum im_code)entry->scode) : "");
        jot_json(jot, NULL, "{");
        jot_string(jot, "codes", code);
        if (words[0] != '\0') jot_string(jot, "window", words);
        jot_string(jot, "grade", im_grade_name((enum im_grade)entry->grade));
        if (entry->rule != IM_RULE_NONE) jot_string(jot, "rule", im_rules[entry->rule].id);
        if (entry->reading[0] != IM_READING_NONE) {
            snprintf(id, sizeof id, "A-%02d", im_questions[im_readings[entry->reading[0]].question].ambiguity);
            jot_string(jot, "ambiguity", id);
        }
        jot_raw(jot, "}");
    }
    jot_raw(jot, "]");
}

struct record_parts record_begin(const struct step_record *record)
{
    const struct step *step = record->step;
    struct jot did = { 0 }, allowed = { 0 };
    jot_json(&did, NULL, "{");
    jot_number(&did, "n", record->n);
    jot_number(&did, "line", step->line);
    jot_string(&did, "did", step->written);
    jot_json(&did, "event", "{");
    jot_string(&did, "method", im_event_method(step->kind));
    jot_value(&did, "params", codec_params(record->event));
    jot_raw(&did, "}"); /* more members follow */
    jot_allowed(&allowed, step->kind, record->allowed);
    return (struct record_parts){ did.text, allowed.text };
}

void record_end(struct record_parts *parts)
{
    free(parts->did);
    free(parts->allowed);
    *parts = (struct record_parts){ 0 };
}

static json_t *together_json(const struct together_told *told)
{
    json_t *out = json_pack("{s:i, s:i, s:i, s:i, s:i, s:i}", "group", (int)told->group, "caller", (int)told->caller,
                            "callers", (int)told->callers, "sent", (int)told->sent, "answered", (int)told->answered,
                            "place", (int)told->place);
    if (told->orders == NULL) return out;
    json_t *orders = json_array();
    for (size_t i = 0; told->orders[i] != NULL; i++) json_array_append_new(orders, json_string(told->orders[i]));
    json_object_set_new(out, "orders", orders);
    return out;
}

char *record_step(const struct record_parts *parts, const struct step_record *record)
{
    const struct im_judgement *judgement = record->judgement;
    struct jot jot = { 0 };
    jot_raw(&jot, parts->did);
    if (record->together != NULL) jot_value(&jot, "together", together_json(record->together));
    if (record->obs != NULL) jot_observation(&jot, record);
    jot_json(&jot, "allowed", parts->allowed);
    jot_string(&jot, "grade", judgement != NULL ? im_grade_name((enum im_grade)judgement->grade) : "");
    jot_string(&jot, "rule", judgement != NULL ? im_rules[judgement->rule].id : "");
    jot_raw(&jot, "}");
    return jot.text;
}

/* A table's seed is read from a file, and a function of a library is looked up when it is called for the first time. */
void record_prepare(void)
{
    json_object_seed(0);
    json_t *list = json_array(), *item = json_pack("{s:s, s:i, s:o}", "a", "", "b", 0, "c", json_true());
    struct jot jot = { 0 };
    json_object_set_new(item, "d", json_string(""));
    json_object_set_new(item, "e", json_integer(0));
    json_array_append_new(list, item);
    jot_value(&jot, NULL, list);
    jot_number(&jot, NULL, 0);
    free(jot.text);
}

ics_set record_used(const json_t *steps)
{
    ics_set used = 0;
    char room[ICS_NAME];
    for (size_t n = 0; n < json_array_size(steps); n++) {
        const json_t *event = json_object_get(json_array_get(steps, n), "event");
        const char *method = json_string_value(json_object_get(event, "method"));
        const char *binding = json_string_value(json_object_get(json_object_get(event, "params"), "binding"));
        if (json_object_get(json_array_get(steps, n), "together") != NULL) used |= (ics_set)1 << ICS_TOGETHER;
        for (int i = 0; i < ICS_PROGRAMS; i++) {
            bool called = i < ICS_BINDING && method != NULL && ics_of_event((enum im_event_kind)i) == i &&
                          strcmp(ics_name(i, room), method) == 0;
            bool bound =
                i > ICS_BINDING && binding != NULL && strcmp(ics_name(i, room) + strlen("binding "), binding) == 0;
            if (called || bound) used |= (ics_set)1 << i;
        }
    }
    return used;
}
