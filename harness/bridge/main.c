/*
 * imbridge: creates a COM server and performs on it what comes as JSON-RPC on stdin.
 *
 *     imbridge PROGID|{CLSID} [inproc|local] [vtable|dispatch|script] [sta|mta]
 *     imbridge --echo     gives each line back: what the lines alone cost
 *
 * Exit status: 0 after shutdown or the end of stdin, 2 for wrong arguments, 3 if the server is gone, 4 if it cannot be
 * created, 5 if it crashed in this process; a line on stderr says why.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bridge.h"
#include "callers.h"
#include "input.h"
#include "line.h"

void WINAPI SetOaNoCache(void); /* of oleaut32, which Wine's headers lack */

/* --- lines --- */

/* With the line's end. */
static void write_bytes(const char *line, size_t size)
{
    size_t done = 0;
    for (DWORD wrote = 0; done < size; done += wrote) {
        if (!WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), line + done, (DWORD)(size - done), &wrote, NULL)) break;
    }
}

static void write_line(json_t *message)
{
    size_t size = 0;
    char *line = line_write(message, &size);
    write_bytes(line, size);
    free(line);
    json_decref(message);
}

static int echo(void)
{
    size_t size = 0;
    for (const char *line = input_line(&size); line; line = input_line(&size)) write_bytes(line, size + 1);
    input_end();
    return 0;
}

/* --- methods that every IUT has --- */

static void name_methods(const struct named_method *methods, json_t *list)
{
    for (; methods->name; methods++) {
        if (methods->is_capability) json_array_append_new(list, json_string(methods->name));
    }
}

static void initialize(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    json_t *capabilities = json_array(), *bindings = json_array();
    (void)params;
    name_methods(call_methods, capabilities);
    name_methods(law_methods, capabilities);
    if (bridge->automation) name_methods(invoke_methods, capabilities);
    if (bridge->control) name_methods(control_methods, capabilities);
    if (bridge->person) name_methods(person_methods, capabilities);
    if (bridge->listener) json_array_append_new(capabilities, json_string("events.take"));
    if (!bridge->by_invoke) json_array_append_new(bindings, json_string("vtable"));
    if (bridge->automation) json_array_append_new(bindings, json_string("dispatch"));
    if (bridge->by_script) json_array_append_new(bindings, json_string("script"));
    json_t *name = line_text((const uint16_t *)bridge->program, (size_t)lstrlenW(bridge->program));
    json_decref(answer->result);
    answer->result = json_pack("{s:i, s:{s:o, s:s, s:s}, s:o, s:o}", "protocol", 1, "implementation", "name", name,
                               "version", "1", "platform", "COM", "capabilities", capabilities, "bindings", bindings);
}

static void give_everything_back(struct bridge *bridge)
{
    objects_give_up_all(&bridge->windows);
    objects_give_up_all(&bridge->contacts);
    listener_settle(bridge);
    listener_forget(bridge->listener);
}

static HRESULT list_contacts(struct bridge *bridge, const json_t *contacts)
{
    HRESULT code = S_OK;
    for (size_t i = 0; SUCCEEDED(code) && i < json_array_size(contacts); i++) {
        const json_t *contact = json_array_get(contacts, i);
        const char *service = json_string_value(json_object_get(contact, "service"));
        bool second = service && strcmp(service, "secondary") == 0;
        BSTR name = member_text(json_object_get(contact, "signinName"));
        BSTR id = second ? SysAllocString(SECONDARY_SERVICE) : NULL;
        code = still_there(IDeskControl_ListContact(bridge->control, name, id));
        SysFreeString(name);
        SysFreeString(id);
    }
    return code;
}

/* A server that cannot be changed has the people that it has, and is at its beginning only once. */
static void stay(struct bridge *bridge, struct answer *answer)
{
    BSTR name = NULL;
    if (bridge->used) answer_error(answer, CANNOT, "the server has no way to begin again");
    if (bridge->messenger && SUCCEEDED(still_there(IMessenger_get_MySigninName(bridge->messenger, &name))) && name)
        json_object_set_new(answer->result, "localUser", line_text(name, SysStringLen(name)));
    SysFreeString(name);
}

static void reset(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    give_everything_back(bridge);
    json_decref(bridge->local_user);
    bridge->local_user = json_incref(json_object_get(params, "localUser"));
    if (!bridge->control) {
        if (bridge->person)
            person_begin(bridge, answer);
        else
            stay(bridge, answer);
        json_t *told = json_object_get(answer->result, "localUser");
        if (told) {
            json_decref(bridge->local_user);
            bridge->local_user = json_incref(told);
        }
        give_everything_back(bridge);
        return;
    }
    BSTR me = member_text(json_object_get(params, "localUser"));
    HRESULT code = still_there(IDeskControl_Reset(bridge->control, me));
    if (SUCCEEDED(code)) code = list_contacts(bridge, json_object_get(params, "contacts"));
    SysFreeString(me);
    give_everything_back(bridge);
    if (FAILED(code)) answer_error(answer, CANNOT, "the server refuses with 0x%08lX", (unsigned long)(ULONG)code);
}

/* --- requests --- */

static method *find_in(const struct named_method *methods, const char *name)
{
    while (methods->name && strcmp(methods->name, name) != 0) methods++;
    return methods->perform;
}

method *bridge_call_of(const struct bridge *bridge, const char *name)
{
    method *found = find_in(call_methods, name);
    if (!found && bridge->control) found = find_in(control_methods, name);
    return found || !bridge->person ? found : find_in(person_methods, name);
}

static method *find_method(const struct bridge *bridge, const char *name)
{
    method *found = bridge_call_of(bridge, name);
    if (!found) found = find_in(law_methods, name);
    return found || !bridge->automation ? found : find_in(invoke_methods, name);
}

void bridge_let_others_run(void)
{
    MSG message;
    if (HIWORD(GetQueueStatus(QS_ALLINPUT)) == 0) return;
    while (PeekMessageW(&message, NULL, 0, 0, PM_REMOVE)) {
        TranslateMessage(&message);
        DispatchMessageW(&message);
    }
}

/* What is not implemented has changed nothing, so the server is still at its beginning. */
static bool may_have_changed(const struct answer *answer)
{
    const json_t *code = json_object_get(answer->result, "hresult");
    return !json_is_integer(code) || (HRESULT)json_integer_value(code) != E_NOTIMPL;
}

static void perform(struct bridge *bridge, const char *name, const json_t *params, struct answer *answer)
{
    method *found = find_method(bridge, name);
    if (strcmp(name, "initialize") == 0) {
        initialize(bridge, params, answer);
    } else if (strcmp(name, "reset") == 0) {
        reset(bridge, params, answer);
    } else if (strcmp(name, "events.take") == 0 && bridge->listener) {
        listener_settle(bridge);
        const char *bare = listener_without_window(bridge->listener);
        if (bare) answer_error(answer, NO_EVENT_WINDOW, "%s came without the window that it is about", bare);
        json_object_set_new(answer->result, "events", listener_take(bridge->listener));
    } else if (found) {
        script_begin();
        found(bridge, params, answer);
        script_tell(answer);
        bridge->used = bridge->used || may_have_changed(answer);
    } else if (strcmp(name, "shutdown") != 0) {
        answer_error(answer, NO_METHOD, "%.100s: no such method", name);
    }
}

/* Takes over the result. */
static void reply(const json_t *request, const struct answer *answer)
{
    json_t *id = json_object_get(request, "id"), *message = json_object();
    json_object_set_new_nocheck(message, "jsonrpc", json_string_nocheck("2.0"));
    json_object_set_nocheck(message, "id", id ? id : json_null());
    if (answer->code != 0) {
        json_object_set_new(message, "error",
                            json_pack("{s:i, s:s}", "code", answer->code, "message", answer->message));
        json_decref(answer->result);
    } else {
        json_object_set_new_nocheck(message, "result", answer->result);
    }
    write_line(message);
}

/* Answers one request.  False: it was the last. */
static bool answer_one(struct bridge *bridge, const json_t *request)
{
    struct answer answer = { .result = json_object() };
    const char *name = json_string_value(json_object_get(request, "method"));
    bool is_call = name && strcmp(name, "messenger.instantMessage") == 0;
    if (!is_call || !bridge->called) bridge_let_others_run();
    bridge->called = is_call;
    if (name)
        perform(bridge, name, json_object_get(request, "params"), &answer);
    else
        answer_error(&answer, NO_REQUEST, "found no request; expected one JSON-RPC object on a line");
    listener_settle(bridge);
    bool last = name && strcmp(name, "shutdown") == 0;
    if (last) give_everything_back(bridge);
    reply(request, &answer);
    return !last;
}

/* --- several callers --- */

struct conversation {
    struct bridge *bridge;
    struct callers *callers;
    json_t *alone;  /* a request without a caller, which waits until nobody works; NULL also stands for bad JSON */
    bool has_alone; /* there is one */
    bool is_over;   /* there are no more lines */
};

/* Answers for those who are ready.  What they heard of has its tokens when nobody works any more: until then a window
 * may be on its way to whoever gets it. */
static void answer_callers(struct bridge *bridge, struct callers *callers)
{
    struct answer answer;
    for (json_t *request = callers_finish(callers, &answer); request; request = callers_finish(callers, &answer)) {
        bridge->used = bridge->used || may_have_changed(&answer);
        bridge->called = false;
        if (!callers_work(callers)) listener_settle(bridge);
        reply(request, &answer);
        json_decref(request);
    }
}

/* NULL: there are no more. */
static void hear(struct conversation *all, const char *line, size_t size)
{
    struct answer answer = { 0 };
    json_t *request = line ? line_parse(line, size) : NULL;
    all->is_over = !line;
    if (!line) return;
    if (callers_named(request) == 0) {
        all->alone = request;
        all->has_alone = true;
        return;
    }
    answer.result = json_object();
    if (!callers_start(all->callers, request, &answer)) reply(request, &answer);
    json_decref(request);
    if (callers_work(all->callers)) input_ask(callers_tell, all->callers);
}

/* Looks after those who are ready, and after a line that came; not for one that has to wait. */
static void attend(void *conversation)
{
    struct conversation *all = conversation;
    const char *line = NULL;
    size_t size = 0;
    answer_callers(all->bridge, all->callers);
    if (input_came(&line, &size)) hear(all, line, size);
}

static void converse(struct bridge *bridge)
{
    struct conversation all = { .bridge = bridge };
    bool more = true;
    all.callers = callers_new(bridge, attend, &all);
    while (more && !all.is_over) {
        if (callers_work(all.callers) || input_is_asked()) {
            callers_wait(all.callers);
            attend(&all);
        } else {
            size_t size = 0;
            const char *line = input_line(&size);
            hear(&all, line, size);
        }
        if (all.has_alone && !callers_work(all.callers)) {
            more = answer_one(bridge, all.alone);
            json_decref(all.alone);
            all.has_alone = false;
        }
    }
    /* Whoever asked is gone, and the server may never answer. */
    if (callers_work(all.callers)) TerminateProcess(GetCurrentProcess(), 0);
    callers_end(all.callers);
}

/* --- start --- */

static bool read_words(int count, char **words, struct wanted *wanted)
{
    *wanted = (struct wanted){ .server = count > 1 ? words[1] : NULL, .context = CLSCTX_INPROC_SERVER };
    for (int i = 2; i < count; i++) {
        if (strcmp(words[i], "local") == 0)
            wanted->context = CLSCTX_LOCAL_SERVER;
        else if (strcmp(words[i], "dispatch") == 0)
            wanted->by_invoke = true;
        else if (strcmp(words[i], "script") == 0)
            wanted->by_script = true;
        else if (strcmp(words[i], "mta") == 0)
            wanted->multithreaded = true;
        else if (strcmp(words[i], "inproc") != 0 && strcmp(words[i], "vtable") != 0 && strcmp(words[i], "sta") != 0)
            return false;
    }
    return wanted->server != NULL;
}

int main(int count, char **words)
{
    enum { LONGEST = 256 };
    static WCHAR program[LONGEST];
    struct wanted wanted;
    struct bridge bridge = { .program = program, .windows.letter = 'w', .contacts.letter = 'c' };
    if (count == 2 && strcmp(words[1], "--echo") == 0) return echo();
    if (!read_words(count, words, &wanted) || !MultiByteToWideChar(CP_UTF8, 0, wanted.server, -1, program, LONGEST)) {
        fprintf(stderr, "usage: imbridge PROGID|{CLSID} [inproc|local] [vtable|dispatch|script] [sta|mta]\n");
        return 2;
    }
    bridge_catches_crashes();
    SetOaNoCache(); /* a BSTR that is freed is gone */
    watch_begin();
    CoInitializeEx(NULL, wanted.multithreaded ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED);
    server_create(&bridge, &wanted);
    converse(&bridge);
    server_release(&bridge);
    CoUninitialize();
    input_end();
    return 0;
}
