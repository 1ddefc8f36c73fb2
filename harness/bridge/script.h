/*
 * A script engine in this process, and the object by which its scripts know the bridge.  Knows COM, and nothing of the
 * protocol.
 */
#ifndef IMCONFORM_BRIDGE_SCRIPT_H
#define IMCONFORM_BRIDGE_SCRIPT_H

#include <stdbool.h>

#include <windows.h>

#include <ole2.h>

/* What the object `Bridge` gives to a script, and what it is told (script_host.c). */
struct host {
    /* Given; borrowed. */
    IDispatch *target;       /* Bridge.Target: the object whose member is called */
    const VARIANT *value[2]; /* Bridge.Value and Bridge.Second: arguments; Bridge.IsObject: is the first an object? */
    bool marshalled;         /* a proxy may free the text of the variable, and put a copy there */
    HRESULT raised;          /* Bridge.Raise fails with it, ... */
    bool bare;               /* ... as the result of Invoke itself, not as the scode of an exception */
    /* Told. */
    VARIANT result;     /* Bridge.Result x; whoever reads it clears it */
    bool has_result;    /* that was called */
    LONG number;        /* Bridge.Failed Err.Number; 0: that was not called */
    unsigned looks;     /* Bridge.Holds x: before the call and after it */
    const char *unheld; /* the variable did not take the value: how; then Bridge.CanHold is False.  NULL: it did */
    const char *harm;   /* the variable is not what it was before the call: how.  NULL: it is */
    VARIANT before;     /* the variable before the call, and a copy of its text */
    BSTR copy;
};
extern struct host script_host;
/* Forgets the variable, of which the script may have been told that it cannot be used. */
void script_host_clear(void);
/* References to it are not counted. */
IDispatch *script_host_object(void);

/* Runs a Sub of VBScript; its text is added first if the engine has no such Sub yet (script_engine.c).  Errors of the
 * Sub that it does not trap itself, and those of the engine, are the result. */
HRESULT script_run(const WCHAR *name, const WCHAR *text);
/* Ends the engine, if there is one. */
void script_end(void);

#endif
