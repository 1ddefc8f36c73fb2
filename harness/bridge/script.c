/*
 * Calls as a script makes them: of members by name, and of InstantMessage with a variable or with a value.  What a script
 * sees of an error is Err.Number, which is not always the HRESULT; which HRESULTs an engine shows under a number is asked
 * of the engine itself.
 */
#include "script.h"

#include <stdio.h>
#include <string.h>

#include "bridge.h"

enum { LONGEST = 512, MOST_ALIKE = 8 };

/* What is told of the request that is being answered. */
static struct {
    char problem[160];             /* why there is no result; "": there is one */
    HRESULT alike[MOST_ALIKE + 1]; /* the failure, and the other codes that scripts cannot tell from it */
    size_t alikes;
} told;

/* --- what a script sees of an error --- */

/* Those that the documentation of the product names, and those of COM and IDispatch. */
static const ULONG known[] = {
    0x80070057, /* E_INVALIDARG */
    0x80004005, /* E_FAIL */
    0x8100031E, /* MSGR_E_NOT_LOGGED_ON */
    0x81000318, /* MSGR_E_PRIMARY_SERVICE_NOT_LOGGED_ON */
    0x8100030C, /* MSGR_E_DISCONNECTED */
    0x81000355, /* MSGR_E_INVALID_SERVICE */
    0x8100030A, /* MSGR_E_USER_NOT_FOUND */
    0x81000356, /* MSGR_E_POLICY_RESTRICTED */
    0x800706F4, /* RPC_X_NULL_REF_POINTER */
    0x80004001, /* E_NOTIMPL */
    0x80004002, /* E_NOINTERFACE */
    0x80004003, /* E_POINTER */
    0x8000FFFF, /* E_UNEXPECTED */
    0x80070005, /* E_ACCESSDENIED */
    0x8007000E, /* E_OUTOFMEMORY */
    0x80020003, /* DISP_E_MEMBERNOTFOUND */
    0x80020006, /* DISP_E_UNKNOWNNAME */
    0x80020001, /* DISP_E_UNKNOWNINTERFACE */
    0x80020004, /* DISP_E_PARAMNOTFOUND */
    0x80020005, /* DISP_E_TYPEMISMATCH */
    0x80020007, /* DISP_E_NONAMEDARGS */
    0x80020008, /* DISP_E_BADVARTYPE */
    0x80020009, /* DISP_E_EXCEPTION */
    0x8002000A, /* DISP_E_OVERFLOW */
    0x8002000B, /* DISP_E_BADINDEX */
    0x8002000C, /* DISP_E_UNKNOWNLCID */
    0x8002000D, /* DISP_E_ARRAYISLOCKED */
    0x8002000E, /* DISP_E_BADPARAMCOUNT */
    0x8002000F, /* DISP_E_PARAMNOTOPTIONAL */
    0x80020011, /* DISP_E_NOTACOLLECTION */
    0x800706BA, /* RPC_S_SERVER_UNAVAILABLE */
    0x80010108, /* RPC_E_DISCONNECTED */
    0x800401FD, /* CO_E_OBJNOTCONNECTED */
};
enum { KNOWN = sizeof known / sizeof known[0] };

/* Err.Number for an HRESULT that Invoke returns, or names in an exception. */
static LONG number_of(HRESULT code, bool bare)
{
    static const WCHAR text[] = u"Sub Measure\nOn Error Resume Next\nBridge.Raise\nBridge.Failed Err.Number\nEnd Sub\n";
    const struct host saved = script_host;
    script_host = (struct host){ .raised = code, .bare = bare };
    HRESULT result = script_run(u"Measure", text);
    LONG number = FAILED(result) ? 0 : script_host.number;
    script_host = saved;
    return number;
}

static bool gives(HRESULT code, LONG number)
{
    return FAILED(code) && (number_of(code, false) == number || number_of(code, true) == number);
}

static bool known_gives(size_t index, LONG number)
{
    static LONG numbers[KNOWN][2];
    static bool measured;
    for (size_t i = 0; i < KNOWN && !measured; i++) {
        for (int bare = 0; bare < 2; bare++) numbers[i][bare] = number_of((HRESULT)known[i], bare != 0);
    }
    measured = true;
    return numbers[index][0] == number || numbers[index][1] == number;
}

static void add_alike(HRESULT code)
{
    for (size_t i = 0; i < told.alikes; i++) {
        if (told.alike[i] == code) return;
    }
    if (told.alikes <= MOST_ALIKE) told.alike[told.alikes++] = code;
}

/* The first of the codes that a script sees as this number, documented ones first. */
static HRESULT code_of(LONG number)
{
    const HRESULT control =
        (HRESULT)(0x800A0000u | ((ULONG)number & 0xFFFFu)); /* where scripts have their own errors */
    told.alikes = 0;
    for (size_t i = 0; i < KNOWN; i++) {
        if (known_gives(i, number)) add_alike((HRESULT)known[i]);
    }
    if (gives(number, number)) add_alike(number);
    if (gives(control, number)) add_alike(control);
    if (told.alikes > 0) return told.alike[0];
    snprintf(told.problem, sizeof told.problem,
             "a script sees the error %ld, which stands for no HRESULT that is known", (long)number);
    return DISP_E_EXCEPTION;
}

/* Runs a Sub with what was given to the host. */
static HRESULT run(const WCHAR *name, const WCHAR *text, bool gives_result)
{
    HRESULT code = script_run(name, text);
    if (SUCCEEDED(code) && script_host.number != 0) return still_there(code_of(script_host.number));
    if (SUCCEEDED(code) && (script_host.has_result || !gives_result || script_host.unheld)) return S_OK;
    if (SUCCEEDED(code)) {
        snprintf(told.problem, sizeof told.problem, "a script sees neither a result nor an error");
        return DISP_E_EXCEPTION;
    }
    snprintf(told.problem, sizeof told.problem, "the script engine fails with 0x%08lX", (unsigned long)(ULONG)code);
    return code;
}

void script_begin(void) { told.problem[0] = '\0', told.alikes = 0; }

void script_tell(struct answer *answer)
{
    if (answer->code != 0) return;
    if (told.problem[0] != '\0') {
        answer_error(answer, CANNOT, "%s", told.problem);
        return;
    }
    if (told.alikes < 2) return;
    json_t *others = json_array();
    for (size_t i = 1; i < told.alikes; i++) json_array_append_new(others, json_integer(told.alike[i]));
    json_object_set_new(answer->result, "alike", others);
}

/* --- calls --- */

static const char *called(const struct member *member)
{
    const char *name = strchr(member->called, '_');
    return name ? name + 1 : member->called;
}

HRESULT script_call(IDispatch *object, const struct member *member, const VARIANT *arguments, unsigned count,
                    VARIANT *result)
{
    static const char *const given[] = { "", "(Bridge.Value)", "(Bridge.Value, Bridge.Second)" };
    char text[LONGEST], statement[LONGEST / 2];
    WCHAR name[LONGEST], wide[LONGEST];
    const char *member_name = called(member);
    if (member->kind == DISPATCH_PROPERTYPUT)
        snprintf(statement, sizeof statement, "o.%s = Bridge.Value", member_name);
    else if (member->type == VT_EMPTY)
        snprintf(statement, sizeof statement, "o.%s", member_name);
    else
        snprintf(statement, sizeof statement, "Bridge.Result o.%s%s", member_name, given[count]);
    snprintf(text, sizeof text,
             "Sub Call_%s\nOn Error Resume Next\nDim o\nSet o = Bridge.Target\n%s\n"
             "If Err.Number <> 0 Then Bridge.Failed Err.Number\nEnd Sub\n",
             member->called, statement);
    MultiByteToWideChar(CP_UTF8, 0, text, -1, wide, LONGEST);
    const char *end = strchr(text, '\n');
    int length = MultiByteToWideChar(CP_UTF8, 0, text + 4, (int)(end - text) - 4, name, LONGEST - 1);
    name[length] = 0;
    script_host =
        (struct host){ .target = object, .value = { count > 0 ? arguments : NULL, count > 1 ? arguments + 1 : NULL } };
    VariantInit(result);
    HRESULT code = run(name, wide, member->type != VT_EMPTY);
    if (FAILED(code))
        VariantClear(&script_host.result);
    else
        *result = script_host.result;
    return code;
}

/* What `held` is has to be the value before the call, and to be it still after it. */
#define MESSAGE(sub, held, argument)                                                                              \
    u"Sub " sub u"\nOn Error Resume Next\nDim o, v\nSet o = Bridge.Target\n"                                      \
    u"If Bridge.IsObject Then\nSet v = Bridge.Value\nElse\nv = Bridge.Value\nEnd If\n"                            \
    u"Bridge.Holds " held u"\nIf Bridge.CanHold Then\nErr.Clear\nBridge.Result o.InstantMessage(" argument u")\n" \
    u"If Err.Number <> 0 Then Bridge.Failed Err.Number\nBridge.Holds " held u"\nEnd If\nEnd Sub\n"

HRESULT script_instant_message(IDispatch *object, const VARIANT *value, bool variable, bool marshalled, VARIANT *result,
                               const char **harm)
{
    enum { VALUE, OBJECT, VARIABLE, NO_STRING };
    static const struct {
        const WCHAR *name, *text;
    } subs[] = {
        [VALUE] = { u"MessageValue", MESSAGE(u"MessageValue", u"v", u"(v)") },
        /* In parentheses an object would be asked for its default value. */
        [OBJECT] = { u"MessageObject",
                     MESSAGE(u"MessageObject", u"v",
                             u"Same(v)") u"Function Same(object)\nSet Same = object\nEnd Function\n" },
        [VARIABLE] = { u"MessageVariable", MESSAGE(u"MessageVariable", u"v", u"v") },
        [NO_STRING] = { u"MessageNoString", MESSAGE(u"MessageNoString", u"vbNullString", u"vbNullString") },
    };
    bool is_object = V_VT(value) == VT_DISPATCH || V_VT(value) == VT_UNKNOWN;
    int which = variable ? VARIABLE : is_object ? OBJECT : V_VT(value) == VT_BSTR && !V_BSTR(value) ? NO_STRING : VALUE;
    script_host = (struct host){ .target = object, .value = { value, NULL }, .marshalled = marshalled };
    HRESULT code = run(subs[which].name, subs[which].text, true);
    script_host_clear();
    if (script_host.unheld && told.problem[0] == '\0')
        snprintf(told.problem, sizeof told.problem, "a script cannot hold this argument: %s", script_host.unheld);
    *result = script_host.result;
    *harm = script_host.harm;
    return code;
}
