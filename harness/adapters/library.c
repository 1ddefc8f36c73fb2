/*
 * The adapter "library:": loads a shared library that has the C ABI of imconform_library.h, checks its table, and
 * resets its client.  Knows the ABI; what the events do is library_calls.c's.
 *
 * Everything happens in the calling process, so the library's crash is the caller's: the runner isolates it.
 */
#include "library.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- the table --- */

/* A member that is a function.  All of them have the same size and NULL. */
static bool has_member(const struct imc_library *library, size_t offset)
{
    void *function = NULL;
    memcpy(&function, (const char *)library + offset, sizeof function);
    return function != NULL;
}

#define MEMBER(name) #name, offsetof(struct imc_library, name)

static const struct {
    const char *name;
    size_t offset;
} mandatory[] = { { MEMBER(create) }, { MEMBER(destroy) }, { MEMBER(reset) }, { MEMBER(instant_message) } };

/* An event is a capability when its function is there, and so is that of every other event with its method. */
static const struct {
    enum im_event_kind kind;
    const char *name;
    size_t offset;
} optional[] = {
    { IM_EV_SIGN_IN, MEMBER(sign_in) },
    { IM_EV_SIGN_OUT, MEMBER(sign_out) },
    { IM_EV_GO_OFFLINE, MEMBER(go_offline) },
    { IM_EV_GO_ONLINE, MEMBER(go_online) },
    { IM_EV_SERVICE_SIGN_IN, MEMBER(service_sign_in) },
    { IM_EV_SERVICE_SIGN_OUT, MEMBER(service_sign_out) },
    { IM_EV_USER_CLOSE, MEMBER(user_close_window) },
    { IM_EV_USER_ADD_CONTACT, MEMBER(user_add_contact) },
    { IM_EV_OPEN_DIALOG, MEMBER(user_open_dialog) },
    { IM_EV_CLOSE_DIALOGS, MEMBER(user_close_dialogs) },
    { IM_EV_SET_FOCUS, MEMBER(set_focus_allowed) },
    { IM_EV_MY_SIGNIN_NAME, MEMBER(my_signin_name) },
    { IM_EV_GET_CONTACT, MEMBER(get_contact) },
    { IM_EV_IS_SELF, MEMBER(contact_is_self) },
    { IM_EV_SIGNIN_NAME, MEMBER(contact_signin_name) },
    { IM_EV_CONTACT_RELEASE, MEMBER(get_contact) }, /* every object has release */
    { IM_EV_GET, MEMBER(window_get) },
    { IM_EV_PUT, MEMBER(window_put) },
    { IM_EV_SHOW, MEMBER(window_show) },
    { IM_EV_CLOSE, MEMBER(window_close) },
    { IM_EV_CONTACTS, MEMBER(window_contacts) },
    { IM_EV_WINDOWS, MEMBER(screen_windows) },
    { IM_EV_EVENTS, MEMBER(take_events) },
};
enum { OPTIONAL = sizeof optional / sizeof *optional };

static bool same_method(enum im_event_kind a, enum im_event_kind b)
{
    return strcmp(im_event_method(a), im_event_method(b)) == 0;
}

bool library_has(const struct session *session, enum im_event_kind kind)
{
    for (int i = 0; i < OPTIONAL; i++) {
        if (optional[i].kind == kind) return has_member(session->library, optional[i].offset);
    }
    return true; /* what every library has */
}

static void find_capabilities(struct session *session)
{
    struct iut_identity *identity = &session->identity;
    const char **names = arena_alloc(session->arena, OPTIONAL * sizeof *names);
    identity->capable[IM_EV_INSTANT_MESSAGE] = identity->capable[IM_EV_RELEASE] = true;
    for (int i = 0; i < OPTIONAL; i++) {
        bool all = true, first = true;
        for (int k = 0; k < OPTIONAL; k++) {
            if (!same_method(optional[i].kind, optional[k].kind)) continue;
            all = all && has_member(session->library, optional[k].offset);
            first = first && k >= i;
        }
        identity->capable[optional[i].kind] = all;
        if (all && first) names[identity->capability_count++] = im_event_method(optional[i].kind);
    }
    identity->capabilities = names;
    for (int i = 0; i < IM_BINDING_COUNT; i++) identity->bindings[i] = true; /* the call says how it comes */
}

/* --- open --- */

static bool check_table(const struct imc_library *library, const char *path, char reason[LIMIT_REASON])
{
    if (!library) {
        snprintf(reason, LIMIT_REASON, "%.300s: imconform_library(%u) gave NULL; expected the table of ABI version %u",
                 path, IMC_ABI_VERSION, IMC_ABI_VERSION);
        return false;
    }
    if (library->abi != IMC_ABI_VERSION) {
        snprintf(reason, LIMIT_REASON, "%.300s: found a table of ABI version %u; expected version %u", path,
                 (unsigned)library->abi, IMC_ABI_VERSION);
        return false;
    }
    if (!library->name || !library->version) {
        snprintf(reason, LIMIT_REASON, "%.300s: found NULL for its %s; expected a text", path,
                 library->name ? "version" : "name");
        return false;
    }
    for (size_t i = 0; i < sizeof mandatory / sizeof *mandatory; i++) {
        if (has_member(library, mandatory[i].offset)) continue;
        snprintf(reason, LIMIT_REASON, "%.300s: found NULL for %s; expected a function, since every library has it",
                 path, mandatory[i].name);
        return false;
    }
    return true;
}

/* Loads the library and makes a client.  What was made so far is in the session, also when it fails. */
static bool load(struct session *session, const char *path, char reason[LIMIT_REASON])
{
    const struct imc_library *(*entry)(uint32_t) = NULL;
    if (access(path, R_OK) != 0) {
        snprintf(reason, LIMIT_REASON, "library:%.300s: there is no such file that can be read", path);
        return false;
    }
    /* It stays mapped: without a process for each case it is opened again for each, with what it keeps outside its client. */
    session->handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!session->handle) {
        const char *problem = dlerror();
        snprintf(reason, LIMIT_REASON, "library:%.400s", problem ? problem : path);
        return false;
    }
    void *symbol = dlsym(session->handle, "imconform_library");
    if (!symbol) {
        snprintf(reason, LIMIT_REASON, "%.300s: found no symbol imconform_library; expected the library to export it",
                 path);
        return false;
    }
    memcpy(&entry, &symbol, sizeof entry);
    session->library = entry(IMC_ABI_VERSION);
    if (!check_table(session->library, path, reason)) return false;
    session->client = session->library->create();
    if (!session->client) snprintf(reason, LIMIT_REASON, "%.300s: create() gave NULL; expected a client", path);
    return session->client != NULL;
}

static void session_free(struct session *session)
{
    if (session->client) session->library->destroy(session->client);
    if (session->owner != getpid()) return; /* a child, which ends now: its memory goes with it */
    if (session->handle) dlclose(session->handle);
    free(session->held.list);
    arena_free(session->people_arena);
    arena_free(session->arena);
    free(session);
}

static enum adapter_result library_open(const char *rest, const struct adapter_options *options,
                                        struct session **session, char reason[LIMIT_REASON])
{
    (void)options;
    *session = NULL;
    struct session *made = must_realloc(NULL, sizeof *made);
    *made = (struct session){ .arena = arena_new(), .owner = getpid() };
    /* without a slash dlopen would look elsewhere */
    const char *path = arena_printf(made->arena, "%s%s", strchr(rest, '/') ? "" : "./", rest);
    if (!load(made, path, reason)) {
        session_free(made);
        return ADAPTER_FAILED;
    }
    made->identity.name = made->library->name;
    made->identity.version = made->library->version;
    made->identity.binary = path;
    find_capabilities(made);
    *session = made;
    return ADAPTER_OK;
}

static const struct iut_identity *library_identity(struct session *session) { return &session->identity; }

/* --- reset and close --- */

/* The people of the ABI in the kit's words.  False with a reason if a text is missing. */
static bool take_people(struct session *session, const struct imc_people *from, char reason[LIMIT_REASON])
{
    struct person *contacts = arena_alloc(session->people_arena, from->contact_count * sizeof *contacts);
    bool complete = from->local_user.units != NULL;
    for (uint32_t i = 0; i < from->contact_count; i++) {
        const struct imc_contact *contact = &from->contacts[i];
        contacts[i].name = (struct text){ contact->signin_name.units, contact->signin_name.length };
        contacts[i].secondary = contact->service == IMC_SERVICE_SECONDARY;
        complete = complete && contact->signin_name.units;
    }
    session->people =
        (struct people){ { from->local_user.units, from->local_user.length }, contacts, from->contact_count };
    if (!complete) snprintf(reason, LIMIT_REASON, "reset: found a sign-in name without text in the library's people");
    return complete;
}

static struct imc_bstr bstr_of(struct text text)
{
    static const uint16_t nothing[1] = { 0 };
    return (struct imc_bstr){ text.units ? text.units : nothing, (uint32_t)text.length };
}

static enum adapter_result library_reset(struct session *session, const struct people *wanted,
                                         const struct people **answered, char reason[LIMIT_REASON])
{
    references_release_all(&session->held);
    arena_free(session->people_arena);
    session->people_arena = arena_new();
    session->people = *wanted;
    *answered = &session->people;

    struct imc_contact *contacts = arena_alloc(session->people_arena, wanted->count * sizeof *contacts);
    struct imc_people people = { bstr_of(wanted->me), contacts, (uint32_t)wanted->count };
    const struct imc_people *people_it_has = NULL;
    for (size_t i = 0; i < wanted->count; i++) {
        contacts[i].signin_name = bstr_of(wanted->contacts[i].name);
        contacts[i].service = wanted->contacts[i].secondary ? IMC_SERVICE_SECONDARY : IMC_SERVICE_PRIMARY;
    }
    enum imc_status status = session->library->reset(session->client, &people, &people_it_has);
    if (status == IMC_CANNOT) { /* one that cannot go back is made anew, as the wire protocol does it */
        session->library->destroy(session->client);
        session->client = session->library->create();
        if (!session->client) {
            snprintf(reason, LIMIT_REASON, "reset: create() gave NULL after a reset that could not be made");
            return ADAPTER_BROKE;
        }
        people_it_has = NULL;
        status = session->library->reset(session->client, &people, &people_it_has);
    }
    if (status != IMC_DONE && status != IMC_CANNOT) {
        snprintf(reason, LIMIT_REASON, "reset: found status %d; expected IMC_DONE or IMC_CANNOT", (int)status);
        return ADAPTER_BROKE;
    }
    return !people_it_has || take_people(session, people_it_has, reason) ? ADAPTER_OK : ADAPTER_BROKE;
}

static bool library_close(struct session *session, char reason[LIMIT_REASON])
{
    if (!session) return true;
    reason[0] = '\0';
    references_release_all(&session->held);
    session_free(session);
    return true;
}

const struct adapter adapter_library = {
    .scheme = "library",
    .usage = "library:PATH  a shared library with the C ABI of imconform_library.h",
    .several = true,
    .in_process = true,
    .contact_identity = true,
    .open = library_open,
    .identity = library_identity,
    .reset = library_reset,
    .perform = library_perform,
    .close = library_close,
};
