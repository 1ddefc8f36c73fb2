/*
 * The person at the keyboard of a server without IDeskControl, as far as IMessenger lets a client stand in: it signs in
 * and out, and sign-out is the way back to the beginning, since it closes every window (C-34).
 */
#include <stdio.h>

#include "bridge.h"
#include "line.h"

enum { PATIENCE_MS = 8000, PAUSE_MS = 5, FIRST_ON_THE_WAY = MISTATUS_LOCAL_FINDING_SERVER };

static const struct member get_status = { AT(IMessenger, get_MyStatus), 0x519, VT_I4, DISPATCH_PROPERTYGET };
static const struct member auto_sign_in = { AT(IMessenger, AutoSignin), 0x513, VT_EMPTY, DISPATCH_METHOD };
static const struct member get_name = { AT(IMessenger, get_MySigninName), 0x518, VT_BSTR, DISPATCH_PROPERTYGET };
static const struct member sign_out = { AT(IMessenger, Signout), 0x50B, VT_EMPTY, DISPATCH_METHOD };

static IUnknown *messenger_of(const struct bridge *bridge)
{
    return bridge->messenger ? (IUnknown *)bridge->messenger : (IUnknown *)bridge->automation;
}

static LONG status_of(const struct bridge *bridge)
{
    VARIANT status;
    if (FAILED(member_call(bridge, messenger_of(bridge), &get_status, NULL, &status))) return MISTATUS_UNKNOWN;
    return V_I4(&status);
}

static bool is_online(LONG status) { return status > MISTATUS_OFFLINE && status < FIRST_ON_THE_WAY; }

/* Signing in and out may go on after the call. */
static bool comes_to(const struct bridge *bridge, bool online)
{
    const ULONGLONG end = GetTickCount64() + PATIENCE_MS;
    for (LONG status = status_of(bridge); is_online(status) != online || status >= FIRST_ON_THE_WAY;
         status = status_of(bridge)) {
        if (GetTickCount64() > end) return false;
        bridge_let_others_run();
        Sleep(PAUSE_MS);
    }
    return true;
}

static void change(struct bridge *bridge, const struct member *member, bool online, struct answer *answer)
{
    VARIANT none;
    if (is_online(status_of(bridge)) == online) return;
    HRESULT code = member_call(bridge, messenger_of(bridge), member, NULL, &none);
    if (FAILED(code))
        answer_error(answer, CANNOT, "%s answers 0x%08lX", online ? "AutoSignin" : "Signout",
                     (unsigned long)(ULONG)code);
    else if (!comes_to(bridge, online))
        answer_error(answer, CANNOT, "%s succeeds, but MyStatus is %ld after %d ms", online ? "AutoSignin" : "Signout",
                     (long)status_of(bridge), PATIENCE_MS);
}

static void client_sign_in(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    (void)params;
    change(bridge, &auto_sign_in, true, answer);
}

static void client_sign_out(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    (void)params;
    change(bridge, &sign_out, false, answer);
}

static json_t *name; /* of who sits there; NULL: the server has not told it */

/* Only who is signed in has a name. */
static void learn_name(const struct bridge *bridge)
{
    VARIANT told;
    if (FAILED(member_call(bridge, messenger_of(bridge), &get_name, NULL, &told))) return;
    json_decref(name);
    name = line_text(V_BSTR(&told) ? V_BSTR(&told) : u"", SysStringLen(V_BSTR(&told)));
    VariantClear(&told);
}

bool person_sits_there(struct bridge *bridge)
{
    struct answer answer = { 0 };
    if (status_of(bridge) == MISTATUS_UNKNOWN) return false;
    change(bridge, &auto_sign_in, true, &answer);
    if (answer.code != 0) return false;
    learn_name(bridge);
    change(bridge, &sign_out, false, &answer);
    if (answer.code != 0) {
        char what[sizeof answer.message + 64];
        snprintf(what, sizeof what, "the server is signed in, and %s; sign it out before the run", answer.message);
        bridge_fails(ABSENT, what, S_OK);
    }
    return true;
}

void person_begin(struct bridge *bridge, struct answer *answer)
{
    change(bridge, &sign_out, false, answer);
    if (name) json_object_set(answer->result, "localUser", name);
}

const struct named_method person_methods[] = {
    { "client.signIn", client_sign_in, true },
    { "client.signOut", client_sign_out, true },
    { NULL, NULL, false },
};
