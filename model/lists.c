/*
 * The lists as tables: rules, questions and readings, clauses, ambiguities, events, shapes.  Nothing but data and the
 * functions that name it.
 */
#include "im_model.h"

const struct im_rule_info im_rules[IM_RULE_COUNT] = {
    { "", IM_MAY, "", "" },
#define RULE(id, level, clauses, text) { #id, IM_##level, clauses, text },
#include "rules.def"
#undef RULE
};

enum { AGREE = 1, FREE = 0 };

const struct im_question_info im_questions[IM_QUESTION_COUNT] = {
    { "", 0, false, "" },
#define QUESTION(id, ambiguity, demand, text) { #id, ambiguity, (demand) == AGREE, text },
#define READING(question, id, text)
#include "readings.def"
#undef QUESTION
#undef READING
};

const struct im_reading_info im_readings[IM_READING_COUNT] = {
    { "", IM_QUESTION_NONE, "" },
#define QUESTION(id, ambiguity, demand, text)
#define READING(question, id, text) { #id, IM_Q_##question, text },
#include "readings.def"
#undef QUESTION
#undef READING
};

#define WORD_OBS "observable"
#define WORD_ENV "observable with a steerable environment"
#define WORD_OBS_ENV "observable with a steerable environment"
#define WORD_INF "informative"
#define WORD_CALLER "duty of the caller"
#define WORD_MANDATORY "mandatory"
#define WORD_PERMITTED "permitted"
#define WORD_ADVICE "advice"
#define WORD_NONE "none"
const struct im_clause_info im_clauses[] = {
#define CLAUSE(kind, number, testability, strength, text, why) \
    { (number) < 10 ? #kind "-0" #number : #kind "-" #number, WORD_##testability, WORD_##strength, text, why },
#include "clauses.def"
#undef CLAUSE
};
const size_t im_clause_count = sizeof im_clauses / sizeof im_clauses[0];

const struct im_ambiguity_info im_ambiguities[] = {
#define AMBIGUITY(number, question, readings, accepted, unasked) \
    { (number) < 10 ? "A-0" #number : "A-" #number, question, readings, accepted, unasked },
#include "ambiguities.def"
#undef AMBIGUITY
};
const size_t im_ambiguity_count = sizeof im_ambiguities / sizeof im_ambiguities[0];

const char *im_level_name(enum im_level level)
{
    static const char *const names[] = { "MUST", "SHOULD", "MAY" };
    return names[level];
}

const char *im_grade_name(enum im_grade grade)
{
    static const char *const names[] = { "preferred", "accepted", "noted", "rejected" };
    return names[grade];
}

static const struct {
    const char *method;
    enum im_event_class kind;
} events[IM_EVENT_COUNT] = {
#define EVENT(id, method, kind) { method, IM_##kind },
#include "events.def"
#undef EVENT
};

const char *im_event_method(enum im_event_kind kind) { return events[kind].method; }

enum im_event_class im_event_class(enum im_event_kind kind) { return events[kind].kind; }

const char *im_law_name(enum im_law law)
{
    static const char *const names[IM_LAW_COUNT] = {
#define LAW(id, word) word,
#include "com.def"
    };
    return names[law];
}

static const struct {
    const char *word, *text;
} invocations[IM_INVOCATION_COUNT] = {
#define INVOCATION(id, word, text) { word, text },
#include "com.def"
};

const char *im_invocation_name(enum im_invocation which) { return invocations[which].word; }

const char *im_invocation_text(enum im_invocation which) { return invocations[which].text; }

const char *im_told_name(enum im_told told)
{
    static const char *const names[IM_TOLD_COUNT] = {
#define TOLD(id, name, rule, about, offered, silence) name,
#include "told.def"
#undef TOLD
    };
    return names[told];
}

const char *im_shape_name(enum im_event_kind kind, uint32_t shape)
{
    static const struct {
        uint32_t bit;
        bool of_events;
        const char *text;
    } shapes[] = {
#define SHAPE(id, bit, text) { 1u << (bit), false, text },
#define EVENTS_SHAPE(id, bit, text) { 1u << (bit), true, text },
#include "shapes.def"
#undef EVENTS_SHAPE
#undef SHAPE
    };
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        if (shapes[i].bit == shape && shapes[i].of_events == (kind == IM_EV_EVENTS)) return shapes[i].text;
    }
    return "nothing";
}

const struct im_code_info im_codes[IM_CODE_COUNT] = {
#define CODE(id, value, name) { value, name },
#include "codes.def"
#undef CODE
};

const char *im_code_name(enum im_code code)
{
    if (code < IM_CODE_COUNT) return im_codes[code].name;
    if (code == IM_ANY_ERROR) return "ERR";
    return code == IM_ANY_SUCCESS ? "SUCCESS" : "done";
}

enum im_code im_code_of(uint32_t hresult)
{
    for (int code = 0; code < IM_CODE_COUNT; code++) {
        if (im_codes[code].value == hresult) return (enum im_code)code;
    }
    return IM_CODE_COUNT;
}

bool im_code_matches(enum im_code code, uint32_t hresult)
{
    if (code == IM_NO_RESULT) return true;
    if (code == IM_ANY_ERROR) return im_failed(hresult);
    if (code == IM_ANY_SUCCESS) return !im_failed(hresult);
    return im_codes[code].value == hresult;
}
