/*
 *     client inproc|local sta|mta [documented]      runs every test, by vtable and by Invoke
 *     client create inproc|local                    only creates the messenger; the status says whether it could
 *     client open NAME                              signs in to the local server, opens a window, drops it and goes
 *     client quit                                   ends the local server
 *     client faults                                 runs itself on each wrong server in turn: passed is what was noticed
 *
 * The last line is "N passed, N failed".
 */
#include "client.h"

#include <oleauto.h>

#include <stdarg.h>
#include <stdio.h>
#include <wchar.h>

struct client client;
static const char *test_name;
static int failures;

void check_failed(const char *file, int line, const char *format, ...)
{
    va_list arguments;
    failures++;
    printf("%s:%d: %s: ", file, line, test_name);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("\n");
    if (GetEnvironmentVariableW(L"IMDESK_FAULT", NULL, 0) > 1) {
        /* A wrong server has been noticed, and what else it does is not asked. */
        exit(1);
    }
}

static HRESULT message_by_invoke(VARIANT who, IDispatch **out)
{
    VARIANT result;
    EXCEPINFO exception = { 0 };
    DISPPARAMS parameters = { .rgvarg = &who, .cArgs = 1 };
    VariantInit(&result);
    const HRESULT code = IMessenger3_Invoke(client.messenger, 0x50A, &IID_NULL, LOCALE_USER_DEFAULT, DISPATCH_METHOD,
                                            &parameters, out != NULL ? &result : NULL, &exception, NULL);
    if (out != NULL) {
        CHECK(V_VT(&result) == VT_DISPATCH || (FAILED(code) && V_VT(&result) == VT_EMPTY));
        *out = V_VT(&result) == VT_DISPATCH ? V_DISPATCH(&result) : NULL;
    }
    SysFreeString(exception.bstrSource);
    SysFreeString(exception.bstrDescription);
    SysFreeString(exception.bstrHelpFile);
    return code == DISP_E_EXCEPTION ? exception.scode : code;
}

HRESULT message(VARIANT who, IDispatch **out)
{
    const VARIANT before = who;
    if (out != NULL) {
        *out = PATTERN;
    }
    const HRESULT code =
        client.by_invoke ? message_by_invoke(who, out) : IMessenger3_InstantMessage(client.messenger, who, out);
    CHECK(V_VT(&before) == V_VT(&who) && V_I8(&before) == V_I8(&who));
    return code;
}

BSTR text(const wchar_t *units) { return SysAllocString(units); }

HRESULT message_to(const wchar_t *name, IDispatch **out)
{
    VARIANT who;
    V_VT(&who) = VT_BSTR;
    V_BSTR(&who) = text(name);
    const HRESULT code = message(who, out);
    CHECK(name == NULL || wcscmp(V_BSTR(&who), name) == 0);
    /* A string that somebody freed is the first to be given out again. */
    BSTR other = SysAllocStringLen(NULL, SysStringLen(V_BSTR(&who)));
    CHECK(other != V_BSTR(&who));
    SysFreeString(other);
    SysFreeString(V_BSTR(&who));
    return code;
}

IMessengerConversationWnd *window_to(const wchar_t *name)
{
    IDispatch *out = NULL;
    IMessengerConversationWnd *window = NULL;
    CHECK_CODE(message_to(name, &out), S_OK);
    if (out != NULL && out != PATTERN) {
        CHECK_CODE(IDispatch_QueryInterface(out, &IID_IMessengerConversationWnd, (void **)&window), S_OK);
        IDispatch_Release(out);
    }
    if (window == NULL) {
        printf("%s: no window to %ls, the rest cannot be tested\n0 passed, 1 failed\n", test_name, name);
        exit(1);
    }
    return window;
}

void open_window_to(const wchar_t *name)
{
    IMessengerConversationWnd *window = window_to(name);
    IMessengerConversationWnd_Release(window);
}

/* Only to be compared. */
static const void *identity_of(void *object)
{
    IUnknown *identity = NULL;
    CHECK_CODE(IUnknown_QueryInterface((IUnknown *)object, &IID_IUnknown, (void **)&identity), S_OK);
    if (identity != NULL) {
        IUnknown_Release(identity);
    }
    return identity;
}

BOOL is_same(void *one, void *other) { return identity_of(one) == identity_of(other); }

long handle_of(IMessengerConversationWnd *window)
{
    long handle = 0;
    CHECK_CODE(IMessengerConversationWnd_get_HWND(window, &handle), S_OK);
    return handle;
}

long windows_on_screen(void)
{
    long count = -1;
    CHECK_CODE(IDeskControl_get_WindowCount(client.control, &count), S_OK);
    return count;
}

long live_objects(void)
{
    long count = -1;
    CHECK_CODE(IDeskControl_get_LiveObjects(client.control, &count), S_OK);
    return count;
}

BOOL is_text(BSTR got, const wchar_t *wanted)
{
    const BOOL equal = got != NULL && SysStringLen(got) == wcslen(wanted) && wcscmp(got, wanted) == 0;
    SysFreeString(got);
    return equal;
}

IMessengerContact *contact_of(const wchar_t *name)
{
    IDispatch *object = NULL;
    IMessengerContact *contact = NULL;
    BSTR wanted = text(name);
    CHECK_CODE(IMessenger3_GetContact(client.messenger, wanted, NULL, &object), S_OK);
    CHECK_CODE(IDispatch_QueryInterface(object, &IID_IMessengerContact, (void **)&contact), S_OK);
    IDispatch_Release(object);
    SysFreeString(wanted);
    return contact;
}

/* The result of every test is that nothing of it is left. */
static void run(const struct test *tests, int *passed, int *failed)
{
    for (; tests->name != NULL; tests++) {
        const int before = failures;
        BSTR me = text(L"me@example.com");
        test_name = tests->name;
        CHECK_CODE(IDeskControl_Reset(client.control, me), S_OK);
        SysFreeString(me);
        CHECK_CODE(IDeskControl_ServiceSignIn(client.control, NULL), S_OK);
        const long alive = live_objects();
        client.lost = 0;
        forget_heard();
        tests->run();
        const long left = live_objects();
        CHECK(left >= alive && left <= alive + client.lost);
        *(failures == before ? passed : failed) += 1;
    }
}

static HRESULT create(const wchar_t *context, const wchar_t *program)
{
    CLSID class_id;
    const HRESULT result = CLSIDFromProgID(program, &class_id);
    const DWORD where = wcscmp(context, L"local") == 0 ? CLSCTX_LOCAL_SERVER : CLSCTX_INPROC_SERVER;
    return FAILED(result) ? result
                          : CoCreateInstance(&class_id, NULL, where, &IID_IMessenger3, (void **)&client.messenger);
}

static int run_all(const wchar_t *context, BOOL multithreaded, const wchar_t *program)
{
    int passed = 0;
    int failed = 0;
    CoInitializeEx(NULL, multithreaded ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED);
    const HRESULT result = create(context, program);
    if (FAILED(result)) {
        printf("%ls cannot be created: 0x%08lX\n0 passed, 1 failed\n", program, (unsigned long)result);
        return 1;
    }
    client.marshalled = multithreaded || wcscmp(context, L"local") == 0;
    IMessenger3_QueryInterface(client.messenger, &IID_IDeskControl, (void **)&client.control);
    for (client.by_invoke = FALSE; client.by_invoke <= TRUE; client.by_invoke++) {
        run(call_tests, &passed, &failed);
        run(object_tests, &passed, &failed);
    }
    IDeskControl_Release(client.control);
    const ULONG left = IMessenger3_Release(client.messenger);
    if (left != 0) {
        printf("%lu references are left\n", left);
        failed++;
    }
    CoUninitialize();
    printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}

static int create_and_go(const wchar_t *context)
{
    CoInitialize(NULL);
    if (FAILED(create(context, L"Imconform.Desk"))) {
        return 1;
    }
    IMessenger3_Release(client.messenger);
    CoUninitialize();
    return 0;
}

static int open_and_go(const wchar_t *name)
{
    IDispatch *window = NULL;
    CoInitialize(NULL);
    if (FAILED(create(L"local", L"Imconform.Desk")) || FAILED(IMessenger3_AutoSignin(client.messenger)) ||
        message_to(name, &window) != S_OK) {
        return 1;
    }
    IDispatch_Release(window);
    IMessenger3_Release(client.messenger);
    CoUninitialize();
    return 0;
}

static int quit(void)
{
    CoInitialize(NULL);
    HRESULT result = create(L"local", L"Imconform.Desk");
    if (SUCCEEDED(result)) {
        IMessenger3_QueryInterface(client.messenger, &IID_IDeskControl, (void **)&client.control);
        result = IDeskControl_Quit(client.control);
        IDeskControl_Release(client.control);
        IMessenger3_Release(client.messenger);
    }
    CoUninitialize();
    return SUCCEEDED(result) ? 0 : 1;
}

/* Whether the tests fail on the server that has that fault. */
static BOOL is_noticed(const wchar_t *fault)
{
    enum { LIMIT_MS = 20000, STUCK_MS = 2000 };
    wchar_t command[MAX_PATH + 20];
    wchar_t path[MAX_PATH + 1];
    PROCESS_INFORMATION process;
    STARTUPINFOW start = { .cb = sizeof start };
    DWORD status = 0;
    if (GetModuleFileNameW(NULL, path, MAX_PATH) == 0 || !SetEnvironmentVariableW(L"IMDESK_FAULT", fault)) {
        return FALSE;
    }
    _snwprintf(command, MAX_PATH + 20, L"\"%ls\" inproc sta", path);
    if (!CreateProcessW(path, command, NULL, NULL, FALSE, 0, NULL, NULL, &start, &process)) {
        return FALSE;
    }
    if (WaitForSingleObject(process.hProcess, wcsstr(fault, L"hang") != NULL ? STUCK_MS : LIMIT_MS) == WAIT_TIMEOUT) {
        TerminateProcess(process.hProcess, STATUS_TIMEOUT);
        WaitForSingleObject(process.hProcess, LIMIT_MS);
    }
    GetExitCodeProcess(process.hProcess, &status);
    CloseHandle(process.hProcess);
    CloseHandle(process.hThread);
    return status != 0;
}

static int try_faults(void)
{
    static const wchar_t *const faults[] = {
#define FAULT(name, text) L"" #name,
#include "../server/faults.def"
#undef FAULT
    };
    const int count = (int)(sizeof faults / sizeof *faults);
    int noticed = 0;
    if (is_noticed(L"")) {
        printf("the tests fail on the right server\n0 passed, 1 failed\n");
        return 1;
    }
    for (int i = 0; i < count; i++) {
        const BOOL good = is_noticed(faults[i]);
        noticed += good;
        printf("%s %ls\n", good ? "noticed" : "NOT NOTICED", faults[i]);
    }
    printf("%d passed, %d failed\n", noticed, count - noticed);
    return noticed == count ? 0 : 1;
}

int wmain(int argc, wchar_t **argv)
{
    test_name = "start";
    if (argc == 2 && wcscmp(argv[1], L"quit") == 0) {
        return quit();
    }
    if (argc == 2 && wcscmp(argv[1], L"faults") == 0) {
        return try_faults();
    }
    if (argc == 3 && wcscmp(argv[1], L"open") == 0) {
        return open_and_go(argv[2]);
    }
    if (argc == 3 && wcscmp(argv[1], L"create") == 0) {
        return create_and_go(argv[2]);
    }
    if (argc < 3) {
        printf("usage: client inproc|local sta|mta [documented]\n");
        return 2;
    }
    return run_all(argv[1], wcscmp(argv[2], L"mta") == 0, argc > 3 ? L"Messenger.UIAutomation" : L"Imconform.Desk");
}
