/*
 * How the bridge ends when it cannot go on, and the errors that it answers when it can.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "bridge.h"

/* At once: to give back what lies in a server that is gone would only wait for it. */
_Noreturn void bridge_fails(int status, const char *what, HRESULT result)
{
    static const struct {
        ULONG code;
        const char *text;
    } hints[] = {
        { 0x800401F3, "; register the server in a prefix, and name that by IMCONFORM_PREFIX" }, /* CO_E_CLASSSTRING */
        { 0x80040154, "; is it registered for the other way, inproc or local?" }, /* REGDB_E_CLASSNOTREG */
    };
    fprintf(stderr, "imbridge: %s", what);
    if (result != S_OK) fprintf(stderr, ": 0x%08lX", (unsigned long)(ULONG)result);
    for (size_t i = 0; i < sizeof hints / sizeof hints[0]; i++) {
        if ((ULONG)result == hints[i].code) fputs(hints[i].text, stderr);
    }
    fputc('\n', stderr);
    fflush(stderr);
    TerminateProcess(GetCurrentProcess(), (UINT)status);
    abort();
}

/* Without it a debugger would write to stdout. */
static LONG CALLBACK crashed(EXCEPTION_POINTERS *exception)
{
    bridge_fails(CRASHED, "a crash in the process of the server", (HRESULT)exception->ExceptionRecord->ExceptionCode);
}

HRESULT still_there(HRESULT result)
{
    static const ULONG gone[] = {
        0x800706BA, /* RPC_S_SERVER_UNAVAILABLE */
        0x800706BE, /* RPC_S_CALL_FAILED: it died in the call */
        0x800706BF, /* RPC_S_CALL_FAILED_DNE */
        0x80010007, /* RPC_E_SERVER_DIED */
        0x80010012, /* RPC_E_SERVER_DIED_DNE */
        0x80010108, /* RPC_E_DISCONNECTED */
    };
    for (size_t i = 0; i < sizeof gone / sizeof gone[0]; i++) {
        if ((ULONG)result == gone[i]) bridge_fails(GONE, "the server is gone", result);
    }
    return result;
}

void answer_error(struct answer *answer, int code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    answer->code = code;
    vsnprintf(answer->message, sizeof answer->message, format, arguments);
    va_end(arguments);
}

void bridge_catches_crashes(void) { SetUnhandledExceptionFilter(crashed); }
