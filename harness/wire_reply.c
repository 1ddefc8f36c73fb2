/*
 * Is this line a JSON-RPC reply to that request?  Knows the envelope and the error codes of protocol.md; nothing of
 * descriptors, time or what a result must hold.
 */
#include "wire.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wire_text.h"

enum { RPC_CANNOT = -32001, RPC_NO_METHOD = -32601, SHOWN = 160 };

const char *wire_result_name(enum wire_result result)
{
    switch (result) {
    case WIRE_DONE: return "done";
    case WIRE_CANNOT: return "cannot";
    case WIRE_NO_METHOD: return "no-method";
    case WIRE_VIOLATION: return "violation";
    case WIRE_TIMEOUT: return "timeout";
    case WIRE_ENDED: return "ended";
    }
    return "unknown";
}

/* "METHOD: WHERE: found X; expected Y". */
static enum wire_result violation(char reason[LIMIT_REASON], const char *method, const char *where, const json_t *found,
                                  const char *expected)
{
    char shown[SHOWN];
    wire_show_json(shown, sizeof shown, found);
    snprintf(reason, LIMIT_REASON, "%s: %s: found %s; expected %s", method, where, shown, expected);
    return WIRE_VIOLATION;
}

/* Parses the line; NULL with a reason if it is no JSON. */
static json_t *parse(const char *line, size_t size, const char *method, char reason[LIMIT_REASON])
{
    json_error_t error;
    char shown[SHOWN], problem[SHOWN];
    if (size == 0) {
        snprintf(reason, LIMIT_REASON, "%s: found an empty line; expected one JSON object", method);
        return NULL;
    }
    size_t new_size = size;
    char *translated = wire_text_received(line, size, &new_size);
    json_t *message = json_loadb(translated ? translated : line, new_size,
                                 JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY, &error);
    free(translated);
    if (message) return message;
    wire_show_bytes(shown, sizeof shown, line, size);
    wire_show_bytes(problem, sizeof problem, error.text, strlen(error.text));
    snprintf(reason, LIMIT_REASON, "%s: found a line that is no JSON (%s at byte %d): %s; expected one JSON object",
             method, problem, error.position, shown);
    return NULL;
}

bool wire_reply_id(const char *line, size_t size, uint64_t *id)
{
    char unused[LIMIT_REASON];
    json_t *message = parse(line, size, "", unused);
    const json_t *found = json_is_object(message) ? json_object_get(message, "id") : NULL;
    bool good = json_is_integer(found) && json_integer_value(found) >= 0;
    if (good) *id = (uint64_t)json_integer_value(found);
    json_decref(message);
    return good;
}

static bool is_error(const json_t *error)
{
    return json_is_integer(json_object_get(error, "code")) && json_is_string(json_object_get(error, "message"));
}

static enum wire_result check_error(const json_t *error, const char *method, char reason[LIMIT_REASON])
{
    const json_t *code = json_object_get(error, "code"), *message = json_object_get(error, "message");
    if (!json_is_object(error)) return violation(reason, method, "error", error, "an object with code and message");
    if (!json_is_integer(code)) return violation(reason, method, "error.code", code, "an integer");
    if (!json_is_string(message)) return violation(reason, method, "error.message", message, "a string");

    char shown[SHOWN];
    json_int_t number = json_integer_value(code);
    wire_show_bytes(shown, sizeof shown, json_string_value(message), json_string_length(message));
    if (number == RPC_CANNOT) {
        snprintf(reason, LIMIT_REASON, "%s: the IUT cannot do this (-32001): %s", method, shown);
        return WIRE_CANNOT;
    }
    if (number == RPC_NO_METHOD) {
        snprintf(reason, LIMIT_REASON, "%s: the IUT has no such method (-32601): %s", method, shown);
        return WIRE_NO_METHOD;
    }
    snprintf(reason, LIMIT_REASON,
             "%s: found error %" JSON_INTEGER_FORMAT " (%s); expected a result, or error -32001 or -32601 where the "
             "protocol has them",
             method, number, shown);
    return WIRE_VIOLATION;
}

/* Everything of the envelope before result and error. */
static enum wire_result check_envelope(const json_t *message, const char *method, uint64_t id,
                                       char reason[LIMIT_REASON])
{
    const json_t *version = json_object_get(message, "jsonrpc"), *got = json_object_get(message, "id");
    const json_t *asked = json_object_get(message, "method");
    char expected[48];
    if (json_is_array(message)) return violation(reason, method, "reply", message, "one object, no batch");
    if (!json_is_object(message)) return violation(reason, method, "reply", message, "one JSON object");
    if (asked) return violation(reason, method, "method", asked, "a reply: only the harness asks");
    if (!json_is_string(version) || strcmp(json_string_value(version), "2.0") != 0)
        return violation(reason, method, "jsonrpc", version, "\"2.0\"");
    snprintf(expected, sizeof expected, "%" PRIu64 ", the id of the request", id);
    if (!json_is_integer(got) || json_integer_value(got) < 0 || (uint64_t)json_integer_value(got) != id)
        return violation(reason, method, "id", got, expected);
    return WIRE_DONE;
}

enum wire_result wire_reply_check(const char *line, size_t size, const char *method, uint64_t id, json_t **result,
                                  char reason[LIMIT_REASON])
{
    *result = NULL;
    json_t *message = parse(line, size, method, reason);
    if (!message) return WIRE_VIOLATION;

    enum wire_result verdict = check_envelope(message, method, id, reason);
    json_t *answer = json_object_get(message, "result"), *error = json_object_get(message, "error");
    if (verdict != WIRE_DONE) {
        /* the reason is there */
    } else if (answer && error) {
        verdict = violation(reason, method, "error", error, "either a result or an error, not both");
    } else if (error) {
        verdict = check_error(error, method, reason);
        if (is_error(error)) *result = json_incref(error);
    } else if (!answer) {
        verdict = violation(reason, method, "reply", message, "a result or an error");
    } else {
        *result = json_incref(answer);
    }
    json_decref(message);
    return verdict;
}
