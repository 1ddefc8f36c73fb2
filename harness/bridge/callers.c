/*
 * The threads of the callers, and what goes between them and the thread that reads requests and answers them.
 */
#include "callers.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 8 }; /* as many as the harness has at once */

/* What a request or its answer may name, and where it is kept. */
enum thing { WINDOW, CONTACT, THINGS };
static const char *const words[] = { [WINDOW] = "window", [CONTACT] = "contact" };

/* A reference on its way to another apartment. */
struct passed {
    IStream *stream; /* NULL: there is none */
    char token[TOKEN];
};

struct caller {
    struct bridge bridge; /* his own; what he holds is there only while he works */
    struct callers *all;
    HANDLE thread, wake;
    IStream *server[3];           /* on its way to him: IMessenger, IDispatch, IDeskControl */
    HRESULT ready;                /* whether it came */
    struct passed passed[THINGS]; /* to him before the call, from him behind it */
    method *perform;              /* NULL: he is to end */
    json_t *request;
    struct answer answer;
    LONG is_done;
    bool works;
};

struct callers {
    struct bridge *bridge; /* of the thread that answers */
    void (*attend)(void *context);
    void *context;
    HANDLE news;
    HWND window; /* of that thread; NULL: nobody has called yet */
    bool waits;
    unsigned working;
    struct caller *caller[MOST]; /* NULL: he has not called yet */
};

static void wait_for(HANDLE handle)
{
    while (MsgWaitForMultipleObjectsEx(1, &handle, INFINITE, QS_ALLINPUT, MWMO_INPUTAVAILABLE) == WAIT_OBJECT_0 + 1)
        bridge_let_others_run();
}

static struct objects *objects_of(struct bridge *bridge, enum thing thing)
{
    return thing == WINDOW ? &bridge->windows : &bridge->contacts;
}

/* --- the thread of a caller --- */

static HRESULT send_away(IUnknown *object, const IID *id, IStream **stream)
{
    return object ? still_there(CoMarshalInterThreadInterfaceInStream(id, object, stream)) : S_OK;
}

static HRESULT receive(IStream **stream, const IID *id, void **object)
{
    IStream *came = *stream;
    *stream = NULL;
    return came ? still_there(CoGetInterfaceAndReleaseStream(came, id, object)) : S_OK;
}

static HRESULT meet_server(struct caller *caller)
{
    struct bridge *bridge = &caller->bridge;
    HRESULT code = receive(&caller->server[0], &IID_IMessenger, (void **)&bridge->messenger);
    if (SUCCEEDED(code)) code = receive(&caller->server[1], &IID_IDispatch, (void **)&bridge->automation);
    if (SUCCEEDED(code)) code = receive(&caller->server[2], &IID_IDeskControl, (void **)&bridge->control);
    return code;
}

static void leave_server(const struct bridge *bridge)
{
    if (bridge->control) IDeskControl_Release(bridge->control);
    if (bridge->automation) IDispatch_Release(bridge->automation);
    if (bridge->messenger) IMessenger_Release(bridge->messenger);
}

static void cannot_pass(struct answer *answer, const char *what, HRESULT code)
{
    answer_error(answer, CANNOT, "%s cannot be passed between threads: 0x%08lX", what, (unsigned long)(ULONG)code);
}

static void unpack(struct caller *caller, enum thing thing)
{
    struct passed *passed = &caller->passed[thing];
    IDispatch *reference = NULL;
    if (!passed->stream) return;
    HRESULT code = receive(&passed->stream, &IID_IDispatch, (void **)&reference);
    if (SUCCEEDED(code))
        objects_adopt(objects_of(&caller->bridge, thing), reference, passed->token);
    else
        cannot_pass(&caller->answer, words[thing], code);
}

/* The reference that the call gave, if it gave one. */
static void pack(struct caller *caller, enum thing thing)
{
    const char *token = json_string_value(json_object_get(caller->answer.result, words[thing]));
    IDispatch *got = token ? objects_find(objects_of(&caller->bridge, thing), token) : NULL;
    HRESULT code = send_away((IUnknown *)got, &IID_IDispatch, &caller->passed[thing].stream);
    if (FAILED(code)) cannot_pass(&caller->answer, words[thing], code);
}

static void work(struct caller *caller)
{
    for (enum thing i = 0; i < THINGS; i++) unpack(caller, i);
    if (FAILED(caller->ready)) cannot_pass(&caller->answer, "the interface of the server", caller->ready);
    if (caller->answer.code == 0)
        caller->perform(&caller->bridge, json_object_get(caller->request, "params"), &caller->answer);
    for (enum thing i = 0; i < THINGS; i++) pack(caller, i);
    for (enum thing i = 0; i < THINGS; i++) objects_give_up_all(objects_of(&caller->bridge, i));
}

static DWORD WINAPI live(void *argument)
{
    struct caller *caller = argument;
    CoInitializeEx(NULL, caller->bridge.multithreaded ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED);
    caller->ready = meet_server(caller);
    for (wait_for(caller->wake); caller->perform; wait_for(caller->wake)) {
        work(caller);
        InterlockedExchange(&caller->is_done, TRUE);
        callers_tell(caller->all);
    }
    leave_server(&caller->bridge);
    CoUninitialize();
    return 0;
}

/* --- the thread that answers --- */

enum { NEWS = WM_APP };

struct callers *callers_new(struct bridge *bridge, void (*attend)(void *context), void *context)
{
    struct callers *callers = calloc(1, sizeof *callers);
    *callers = (struct callers){ .bridge = bridge, .attend = attend, .context = context };
    callers->news = CreateEventW(NULL, FALSE, FALSE, NULL);
    return callers;
}

/* Not within what goes on outside of callers_wait, and not within itself. */
static LRESULT CALLBACK look(HWND window, UINT message, WPARAM number, LPARAM pointer)
{
    struct callers *callers = (struct callers *)GetWindowLongPtrW(window, GWLP_USERDATA);
    if (message != NEWS) return DefWindowProcW(window, message, number, pointer);
    if (!callers || !callers->waits) return 0;
    callers->waits = false;
    callers->attend(callers->context);
    callers->waits = true;
    return 0;
}

static void open_window(struct callers *callers)
{
    static const WNDCLASSEXW class = { .cbSize = sizeof class, .lpfnWndProc = look, .lpszClassName = u"imbridge" };
    RegisterClassExW(&class);
    callers->window = CreateWindowExW(0, class.lpszClassName, NULL, 0, 0, 0, 0, 0, HWND_MESSAGE, NULL, NULL, NULL);
    SetWindowLongPtrW(callers->window, GWLP_USERDATA, (LONG_PTR)callers);
}

/* The event stays until it is waited for; the message gets to whoever looks at those of the thread meanwhile. */
void callers_tell(void *callers)
{
    const struct callers *all = callers;
    SetEvent(all->news);
    PostMessageW(all->window, NEWS, 0, 0);
}

void callers_wait(struct callers *callers)
{
    callers->waits = true;
    wait_for(callers->news);
    callers->waits = false;
}

bool callers_work(const struct callers *callers) { return callers->working > 0; }

json_int_t callers_named(const json_t *request)
{
    return json_integer_value(json_object_get(json_object_get(request, "params"), "caller"));
}

static struct caller *caller_new(struct callers *callers, struct answer *answer)
{
    const struct bridge *bridge = callers->bridge;
    struct caller *caller = calloc(1, sizeof *caller);
    caller->all = callers;
    caller->bridge = (struct bridge){
        .program = bridge->program,
        .by_invoke = bridge->by_invoke,
        .marshalled = true,
        .multithreaded = bridge->multithreaded,
        .person = bridge->person,
        .windows.letter = 'W', /* so that his tokens are nobody else's */
        .contacts.letter = 'C',
    };
    HRESULT code = send_away((IUnknown *)bridge->messenger, &IID_IMessenger, &caller->server[0]);
    if (SUCCEEDED(code)) code = send_away((IUnknown *)bridge->automation, &IID_IDispatch, &caller->server[1]);
    if (SUCCEEDED(code)) code = send_away((IUnknown *)bridge->control, &IID_IDeskControl, &caller->server[2]);
    if (FAILED(code)) {
        cannot_pass(answer, "the interface of the server", code);
        free(caller);
        return NULL;
    }
    caller->wake = CreateEventW(NULL, FALSE, FALSE, NULL);
    caller->thread = CreateThread(NULL, 0, live, caller, 0, NULL);
    return caller;
}

/* The token that the params have for it; NULL: none. */
static const char *token_in(const json_t *params, enum thing thing)
{
    const char *token = json_string_value(json_object_get(params, words[thing]));
    if (token || thing == WINDOW) return token;
    for (const json_t *value = json_object_get(params, "vContact"); value && !token;
         value = json_object_get(value, "variant"))
        token = json_string_value(json_object_get(value, words[thing]));
    return token;
}

/* A reference that is given up is his to give up. */
static void pass_on(struct bridge *bridge, const char *name, const json_t *params, struct caller *caller,
                    struct answer *answer)
{
    bool gives_up = strcmp(name, "window.release") == 0 || strcmp(name, "contact.release") == 0;
    for (enum thing i = 0; i < THINGS; i++) {
        const char *token = token_in(params, i);
        IDispatch *object = token ? objects_find(objects_of(bridge, i), token) : NULL;
        if (!object) continue;
        lstrcpynA(caller->passed[i].token, token, TOKEN);
        HRESULT code = send_away((IUnknown *)object, &IID_IDispatch, &caller->passed[i].stream);
        if (FAILED(code))
            cannot_pass(answer, words[i], code);
        else if (gives_up)
            objects_give_up(objects_of(bridge, i), token, NULL);
    }
}

static struct caller *find_caller(struct callers *callers, json_int_t number, struct answer *answer)
{
    if (number < 1 || number > MOST) {
        answer_error(answer, BAD_PARAMS, "caller: found %lld; expected 1 to %d", (long long)number, MOST);
        return NULL;
    }
    struct caller **caller = &callers->caller[number - 1];
    if (callers->bridge->by_script) {
        answer_error(answer, CANNOT, "there is one script engine, which makes one call at a time");
        return NULL;
    }
    if (*caller && (*caller)->works) {
        answer_error(answer, BAD_PARAMS, "caller: %lld has a call that is not answered yet", (long long)number);
        return NULL;
    }
    if (!callers->window) open_window(callers);
    if (!*caller) *caller = caller_new(callers, answer);
    return *caller;
}

bool callers_start(struct callers *callers, json_t *request, struct answer *answer)
{
    const char *name = json_string_value(json_object_get(request, "method"));
    method *perform = name ? bridge_call_of(callers->bridge, name) : NULL;
    if (!perform) {
        answer_error(answer, NO_METHOD, "%.100s: no method that one of several callers can use", name ? name : "none");
        return false;
    }
    struct caller *caller = find_caller(callers, callers_named(request), answer);
    if (!caller) return false;
    pass_on(callers->bridge, name, json_object_get(request, "params"), caller, answer);
    caller->answer = *answer; /* what is not well ends there */
    caller->bridge.local_user = callers->bridge->local_user;
    caller->perform = perform;
    caller->request = json_incref(request);
    caller->works = true;
    callers->working++;
    SetEvent(caller->wake);
    return true;
}

/* Takes over what the call gave, under a token of all. */
static void take_over(struct bridge *bridge, struct caller *caller)
{
    const json_t *params = json_object_get(caller->request, "params");
    const json_t *arguments[] = { [WINDOW] = json_object_get(params, "vContact"), [CONTACT] = params };
    char token[TOKEN];
    for (enum thing i = 0; i < THINGS; i++) {
        IDispatch *reference = NULL;
        if (!caller->passed[i].stream) continue;
        HRESULT code = receive(&caller->passed[i].stream, &IID_IDispatch, (void **)&reference);
        if (FAILED(code)) {
            cannot_pass(&caller->answer, words[i], code);
            continue;
        }
        objects_take(objects_of(bridge, i), reference, token);
        objects_remember(objects_of(bridge, i), token, arguments[i]);
        json_object_set_new(caller->answer.result, words[i], json_string(token));
    }
}

json_t *callers_finish(struct callers *callers, struct answer *answer)
{
    for (size_t i = 0; i < MOST; i++) {
        struct caller *caller = callers->caller[i];
        if (!caller || !InterlockedExchange(&caller->is_done, FALSE)) continue;
        take_over(callers->bridge, caller);
        *answer = caller->answer;
        caller->works = false;
        callers->working--;
        return caller->request;
    }
    return NULL;
}

void callers_end(struct callers *callers)
{
    for (size_t i = 0; i < MOST; i++) {
        struct caller *caller = callers->caller[i];
        if (!caller) continue;
        caller->perform = NULL;
        SetEvent(caller->wake);
        wait_for(caller->thread);
        CloseHandle(caller->thread);
        CloseHandle(caller->wake);
        free(caller);
    }
    if (callers->window) DestroyWindow(callers->window);
    CloseHandle(callers->news);
    free(callers);
}
