/*
 * The lists agree with themselves and with each other: ids are unique, what they cite exists, every question has its
 * readings, shapes are single bits, and codes have the values that part 5.4 of the dossier prints.
 */
#include <stdio.h>

#include "fixture.h"

/* --- what they cite --------------------------------------------------------------------------------------------- */

static bool is_clause(const char *id, size_t length)
{
    for (size_t i = 0; i < im_clause_count; i++) {
        if (strlen(im_clauses[i].id) == length && strncmp(im_clauses[i].id, id, length) == 0) return true;
    }
    for (size_t i = 0; i < im_ambiguity_count; i++) {
        if (strlen(im_ambiguities[i].id) == length && strncmp(im_ambiguities[i].id, id, length) == 0) return true;
    }
    return false;
}

START_TEST(rules_cite_clauses_that_exist)
{
    for (int rule = 1; rule < IM_RULE_COUNT; rule++) {
        const char *at = im_rules[rule].clauses;
        ck_assert_msg(*at != '\0', "%s cites nothing", im_rules[rule].id);
        while (*at != '\0') {
            size_t length = strcspn(at, " ");
            ck_assert_msg(is_clause(at, length), "%s cites %.*s", im_rules[rule].id, (int)length, at);
            at += length;
            at += *at == ' ';
        }
        ck_assert(*im_rules[rule].text != '\0');
        ck_assert_int_le(im_rules[rule].level, IM_MAY);
        for (int other = 1; other < rule; other++) ck_assert_str_ne(im_rules[rule].id, im_rules[other].id);
    }
    ck_assert_str_eq(im_rules[IM_RULE_NONE].id, "");
}
END_TEST

START_TEST(clauses_and_ambiguities_have_unique_ids)
{
    ck_assert_uint_eq(im_clause_count, 58 + 99);
    ck_assert_uint_eq(im_ambiguity_count, 57);
    for (size_t i = 0; i < im_clause_count; i++) {
        ck_assert(*im_clauses[i].text != '\0' && *im_clauses[i].testability != '\0' && *im_clauses[i].strength != '\0');
        for (size_t j = 0; j < i; j++) ck_assert_str_ne(im_clauses[i].id, im_clauses[j].id);
    }
    for (size_t i = 0; i < im_ambiguity_count; i++) {
        for (size_t j = 0; j < i; j++) ck_assert_str_ne(im_ambiguities[i].id, im_ambiguities[j].id);
    }
    ck_assert_str_eq(im_clauses[0].id, "C-01");
    ck_assert_str_eq(im_clauses[57].id, "C-58");
    ck_assert_str_eq(im_clauses[58].id, "R-01");
    ck_assert_str_eq(im_ambiguities[8].id, "A-09");
    ck_assert_str_eq(im_ambiguities[9].id, "A-10");
}
END_TEST

/* --- questions and readings ------------------------------------------------------------------------------------- */

/* Questions that can only be seen answered in one way: the other answer is what happens anyhow. */
static bool may_have_one_reading(int question)
{
    return question == IM_Q_S_FALSE_WINDOW || question == IM_Q_OTHER_SUCCESS || question == IM_Q_STRAY;
}

START_TEST(questions_have_readings)
{
    for (int question = 1; question < IM_QUESTION_COUNT; question++) {
        int readings = 0;
        for (int reading = 1; reading < IM_READING_COUNT; reading++) {
            readings += im_readings[reading].question == (enum im_question)question;
        }
        ck_assert_msg(readings >= (may_have_one_reading(question) ? 1 : 2), "%s", im_questions[question].id);
        char id[16];
        snprintf(id, sizeof id, "A-%02d", im_questions[question].ambiguity);
        ck_assert_msg(is_clause(id, strlen(id)), "%s asks %s", im_questions[question].id, id);
        for (int other = 1; other < question; other++) {
            ck_assert_str_ne(im_questions[question].id, im_questions[other].id);
        }
    }
}
END_TEST

START_TEST(readings_belong_to_one_question)
{
    for (int reading = 1; reading < IM_READING_COUNT; reading++) {
        ck_assert_int_gt(im_readings[reading].question, IM_QUESTION_NONE);
        ck_assert_int_ge(im_readings[reading].question, im_readings[reading - 1].question);
        for (int other = 1; other < reading; other++) {
            if (im_readings[reading].question != im_readings[other].question) continue;
            ck_assert_str_ne(im_readings[reading].id, im_readings[other].id);
        }
    }
    ck_assert_int_eq(im_readings[IM_R_FRAME_SHARED].question, IM_Q_FRAME);
}
END_TEST

/* A-07 demands that two calls with the same bytes agree; that holds for what the text alone decides, and not for what
 * the environment has a say in. */
START_TEST(questions_about_the_text_alone_demand_agreement)
{
    for (int question = 1; question < IM_QUESTION_COUNT; question++) {
        int ambiguity = im_questions[question].ambiguity;
        if (ambiguity == 7) ck_assert_msg(im_questions[question].must_agree, "%s", im_questions[question].id);
        if (ambiguity < 7 || ambiguity > 18)
            ck_assert_msg(!im_questions[question].must_agree, "%s", im_questions[question].id);
    }
}
END_TEST

/* --- names of values -------------------------------------------------------------------------------------------- */

START_TEST(levels_grades_and_events_have_names)
{
    ck_assert_str_eq(im_told_name(IM_TOLD_CREATED), "OnIMWindowCreated");
    ck_assert_str_eq(im_told_name(IM_TOLD_REMOVED), "OnIMWindowContactRemoved");
    ck_assert_str_eq(im_level_name(IM_MUST), "MUST");
    ck_assert_str_eq(im_level_name(IM_SHOULD), "SHOULD");
    ck_assert_str_eq(im_level_name(IM_MAY), "MAY");
    ck_assert_str_eq(im_grade_name(IM_PREFERRED), "preferred");
    ck_assert_str_eq(im_grade_name(IM_ACCEPTED), "accepted");
    ck_assert_str_eq(im_grade_name(IM_NOTED), "noted");
    ck_assert_str_eq(im_grade_name(IM_REJECTED), "rejected");
    ck_assert_str_eq(im_event_method(IM_EV_INSTANT_MESSAGE), "messenger.instantMessage");
    ck_assert_str_eq(im_event_method(IM_EV_EVENTS), "events.take");
    ck_assert_int_eq(im_event_class(IM_EV_INSTANT_MESSAGE), IM_CALL);
    ck_assert_int_eq(im_event_class(IM_EV_SIGN_IN), IM_CONTROL);
    ck_assert_int_eq(im_event_class(IM_EV_WINDOWS), IM_QUERY);
    for (int kind = 0; kind < IM_EVENT_COUNT; kind++) {
        ck_assert(strchr(im_event_method((enum im_event_kind)kind), '.') != NULL);
        ck_assert_int_le(im_event_class((enum im_event_kind)kind), IM_QUERY);
    }
}
END_TEST

START_TEST(shapes_are_single_bits_with_names)
{
    static const struct {
        uint32_t bit;
        enum im_event_kind of;
    } shapes[] = {
#define SHAPE(id, bit, text) { IM_SHAPE_##id, IM_EV_WINDOWS },
#define EVENTS_SHAPE(id, bit, text) { IM_SHAPE_##id, IM_EV_EVENTS },
#include "shapes.def"
#undef EVENTS_SHAPE
#undef SHAPE
    };
    uint32_t all[IM_EVENT_COUNT] = { 0 };
    size_t count = sizeof shapes / sizeof shapes[0];
    for (size_t i = 0; i < count; i++) {
        const uint32_t bit = shapes[i].bit;
        const char *name = im_shape_name(shapes[i].of, bit);
        ck_assert_msg(bit != 0 && (bit & (bit - 1)) == 0 && (all[shapes[i].of] & bit) == 0, "shape %zu", i);
        all[shapes[i].of] |= bit;
        ck_assert_str_ne(name, "nothing");
        for (size_t j = 0; j < i; j++) ck_assert_str_ne(name, im_shape_name(shapes[j].of, shapes[j].bit));
    }
    ck_assert_str_eq(im_shape_name(IM_EV_INSTANT_MESSAGE, IM_SHAPE_OUT_NULL), "NULL");
    ck_assert_str_eq(im_shape_name(IM_EV_INSTANT_MESSAGE, 0), "nothing");
    ck_assert_str_eq(im_shape_name(IM_EV_EVENTS, IM_SHAPE_ZERO | IM_SHAPE_NONZERO), "nothing");
}
END_TEST

/* --- codes ------------------------------------------------------------------------------------------------------ */

START_TEST(codes_have_the_documented_values)
{
    static const struct {
        enum im_code code;
        int64_t decimal;
        const char *name;
    } rows[] = {
        { IM_S_OK, 0, "S_OK" },
        { IM_S_FALSE, 1, "S_FALSE" },
        { IM_E_FAIL, -2147467259, "E_FAIL" },
        { IM_E_INVALIDARG, -2147024809, "E_INVALIDARG" },
        { IM_NULL_REF_BARE, 1780, "1780" },
        { IM_NULL_REF, -2147023116, "RPC_X_NULL_REF_POINTER" },
        { IM_NOT_LOGGED_ON, -2130705634, "MSGR_E_NOT_LOGGED_ON" },
        { IM_E_NOTIMPL, -2147467263, "E_NOTIMPL" },
        { IM_E_NOINTERFACE, -2147467262, "E_NOINTERFACE" },
        { IM_E_POINTER, -2147467261, "E_POINTER" },
        { IM_E_OUTOFMEMORY, -2147024882, "E_OUTOFMEMORY" },
        { IM_DISP_MEMBERNOTFOUND, -2147352573, "DISP_E_MEMBERNOTFOUND" },
        { IM_DISP_PARAMNOTFOUND, -2147352572, "DISP_E_PARAMNOTFOUND" },
        { IM_DISP_TYPEMISMATCH, -2147352571, "DISP_E_TYPEMISMATCH" },
        { IM_DISP_UNKNOWNNAME, -2147352570, "DISP_E_UNKNOWNNAME" },
        { IM_DISP_NONAMEDARGS, -2147352569, "DISP_E_NONAMEDARGS" },
        { IM_DISP_PARAMNOTOPTIONAL, -2147352561, "DISP_E_PARAMNOTOPTIONAL" },
        { IM_DISP_EXCEPTION, -2147352567, "DISP_E_EXCEPTION" },
        { IM_DISP_BADPARAMCOUNT, -2147352562, "DISP_E_BADPARAMCOUNT" },
        { IM_RPC_DISCONNECTED, -2147417848, "RPC_E_DISCONNECTED" },
        { IM_RPC_SERVER_DIED, -2147418105, "RPC_E_SERVER_DIED" },
        { IM_CO_OBJNOTCONNECTED, -2147220995, "CO_E_OBJNOTCONNECTED" },
        { IM_SERVER_UNAVAILABLE, -2147023174, "RPC_S_SERVER_UNAVAILABLE" },
        { IM_PRIMARY_NOT_LOGGED_ON, (int64_t)0x81000318 - 0x100000000, "MSGR_E_PRIMARY_SERVICE_NOT_LOGGED_ON" },
        { IM_DISCONNECTED, (int64_t)0x8100030C - 0x100000000, "MSGR_E_DISCONNECTED" },
        { IM_INVALID_SERVICE, (int64_t)0x81000355 - 0x100000000, "MSGR_E_INVALID_SERVICE" },
        { IM_USER_NOT_FOUND, (int64_t)0x8100030A - 0x100000000, "MSGR_E_USER_NOT_FOUND" },
        { IM_POLICY_RESTRICTED, (int64_t)0x81000356 - 0x100000000, "MSGR_E_POLICY_RESTRICTED" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint32_t value = (uint32_t)rows[i].decimal;
        ck_assert_uint_eq(im_codes[rows[i].code].value, value);
        ck_assert_str_eq(im_codes[rows[i].code].name, rows[i].name);
        ck_assert_int_eq(im_code_of(value), rows[i].code);
        ck_assert_int_eq(im_failed(value), rows[i].decimal < 0);
    }
}
END_TEST

START_TEST(code_names_and_values_are_unique)
{
    for (int code = 0; code < IM_CODE_END; code++) {
        ck_assert(*im_code_name((enum im_code)code) != '\0');
        for (int other = 0; other < code; other++) {
            ck_assert_str_ne(im_code_name((enum im_code)code), im_code_name((enum im_code)other));
            if (code < IM_CODE_COUNT) ck_assert_uint_ne(im_codes[code].value, im_codes[other].value);
        }
    }
    ck_assert_str_eq(im_code_name(IM_ANY_ERROR), "ERR");
    ck_assert_str_eq(im_code_name(IM_ANY_SUCCESS), "SUCCESS");
    ck_assert_str_eq(im_code_name(IM_NO_RESULT), "done");
    ck_assert_int_eq(im_code_of(0x12345678u), IM_CODE_COUNT);
}
END_TEST

START_TEST(codes_and_classes_match_values)
{
    static const uint32_t values[] = { S_OK, S_FALSE, OTHER_SUCCESS, 0x7FFFFFFFu, 0x80000000u, E_FAIL, 0xFFFFFFFFu };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        ck_assert(im_code_matches(IM_NO_RESULT, values[i]));
        ck_assert_int_eq(im_code_matches(IM_ANY_ERROR, values[i]), values[i] >= 0x80000000u);
        ck_assert_int_eq(im_code_matches(IM_ANY_SUCCESS, values[i]), values[i] < 0x80000000u);
        ck_assert_int_eq(im_code_matches(IM_E_FAIL, values[i]), values[i] == E_FAIL);
        ck_assert_int_eq(im_code_matches(IM_S_OK, values[i]), values[i] == S_OK);
    }
}
END_TEST

/* --- rows ------------------------------------------------------------------------------------------------------- */

START_TEST(rows_and_conditions_are_well_formed)
{
    for (size_t i = 0; i < im_rows.count; i++) {
        ck_assert_int_lt(im_rows.row[i].event, IM_EVENT_COUNT);
        ck_assert_int_lt(im_rows.row[i].rule, IM_RULE_COUNT);
        ck_assert_int_eq(im_rows.row[i].answers == NULL, im_rows.row[i].answer_count == 0);
        for (int j = 0; j < im_rows.row[i].answer_count; j++) {
            ck_assert_int_lt(im_rows.row[i].answers[j].code, IM_CODE_END);
            ck_assert_int_lt(im_rows.row[i].answers[j].grade, IM_REJECTED);
            ck_assert_uint_ne(im_rows.row[i].answers[j].shapes, 0);
        }
    }
    for (size_t i = 0; i < im_conditions.count; i++) {
        const struct answer *last = &im_conditions.condition[i].refusal[3],
                            *first = &im_conditions.condition[i].refusal[0];
        ck_assert_msg(last->code == IM_S_OK && last->shapes == 0, "condition %zu has no end", i);
        ck_assert_int_ne(first->code, IM_S_OK);
        ck_assert_int_eq(im_conditions.condition[i].firm, im_conditions.condition[i].success == IM_REJECTED);
        ck_assert_int_ne(im_conditions.condition[i].rule, IM_RULE_NONE);
    }
}
END_TEST

int main(void)
{
    return RUN("lists", rules_cite_clauses_that_exist, clauses_and_ambiguities_have_unique_ids, questions_have_readings,
               readings_belong_to_one_question, questions_about_the_text_alone_demand_agreement,
               levels_grades_and_events_have_names, shapes_are_single_bits_with_names, codes_have_the_documented_values,
               code_names_and_values_are_unique, codes_and_classes_match_values, rows_and_conditions_are_well_formed);
}
