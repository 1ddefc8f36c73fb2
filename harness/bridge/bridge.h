/*
 * A COM client that speaks the wire protocol: one messenger object, the references to its windows and contacts that
 * the harness owns, and the events that were heard.  Runs on Windows or under Wine; knows nothing of the harness but
 * the protocol, and of the server only the documented interfaces and, where it has one, IDeskControl.
 */
#ifndef IMCONFORM_BRIDGE_H
#define IMCONFORM_BRIDGE_H

#include <jansson.h>
#include <stdbool.h>

#include <windows.h>

#include <ole2.h>

#include <imdesk.h>

/* --- objects.c: references that the harness owns --- */

/* What is known of an object beside its references, as long as one is held. */
struct object_note {
    bool asked;
    unsigned answered; /* once asked: its interfaces, a bit for each; law.c knows which */
    json_t *argument;  /* of the call that gave it: a vContact, or the params of GetContact; NULL: not known */
};

struct object; /* one COM identity, with a token, as long as a reference is held */
struct objects {
    char letter; /* of the tokens */
    unsigned last;
    struct object *first;
};
enum { TOKEN = 16 };

/* Takes over one reference and writes the token of its object. */
void objects_take(struct objects *objects, IDispatch *reference, char token[TOKEN]);
/* The same for an object that another table has under that token. */
void objects_adopt(struct objects *objects, IDispatch *reference, const char *token);
/* A reference that stays the table's; NULL: none is held under that token. */
IDispatch *objects_find(const struct objects *objects, const char *token);
/* Gives one reference up.  False: none is held.  *left: how many there still are, others' included, or NOT_TOLD; NULL:
 * nobody asks. */
enum { NOT_TOLD = -1 };
bool objects_give_up(struct objects *objects, const char *token, LONG *left);
/* NULL: none is held. */
struct object_note *objects_note(const struct objects *objects, const char *token);
void objects_remember(struct objects *objects, const char *token, const json_t *argument);
/* The token after that one; NULL is before the first and after the last. */
const char *objects_after(const struct objects *objects, const char *token);
/* The token of an object that somebody showed, without a reference: the one it has, or one that nobody else gets. */
void objects_mention(struct objects *objects, IUnknown *shown, char token[TOKEN]);
void objects_give_up_all(struct objects *objects);

/* --- the bridge --- */

struct listener;

struct bridge {
    const WCHAR *program;
    IMessenger *messenger;   /* NULL: the server has Invoke only */
    IDispatch *automation;   /* NULL: the server has no Invoke */
    IDeskControl *control;   /* NULL: nobody but the person at the screen changes the environment */
    bool by_invoke;          /* how calls are made that do not say it; then that is all that the bridge offers */
    bool by_script;          /* the same, by a script engine; then by_invoke is set, too */
    bool marshalled;         /* calls go through a proxy, or may do so */
    bool multithreaded;      /* threads of the bridge share one apartment; else each has its own */
    bool person;             /* who sits there can sign in and out by IMessenger, since there is no `control` */
    bool used;               /* something was done since the start */
    bool called;             /* InstantMessage was done last: a client looks at no messages between two of them */
    json_t *local_user;      /* the name, as it was said last; NULL: nobody has said it */
    struct object_note note; /* of the messenger */
    struct objects windows, contacts;
    struct listener *listener; /* NULL: the server has no events for us */
    ITypeLib *library;         /* of its interfaces, kept so that it is read once; NULL: there is none */
};

/* The answer to one request: a result, or an error. */
struct answer {
    json_t *result;
    int code; /* of the error; 0: none */
    char message[256];
};
enum {
    CANNOT = -32001,
    NO_METHOD = -32601,
    BAD_PARAMS = -32602,
    NO_REQUEST = -32600,
#define BREACH(id, code, rule) id = (code),
#include "breaches.def"
#undef BREACH
};
/* Of the protocol. */
typedef void method(struct bridge *bridge, const json_t *params, struct answer *answer);

void answer_error(struct answer *answer, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Passes a result on; if it says that the server is gone, ends this process instead, since that is no answer of a
 * method and the harness has to see it. */
HRESULT still_there(HRESULT result);
/* The method that a caller can use beside others; NULL: it is none of those. */
method *bridge_call_of(const struct bridge *bridge, const char *name);
/* What was posted to the windows of this thread, and calls that wait for it. */
void bridge_let_others_run(void);
enum { GONE = 3, ABSENT = 4, CRASHED = 5 }; /* statuses */
_Noreturn void bridge_fails(int status, const char *what, HRESULT result);
/* A crash in this process, on whichever thread, ends it so, too. */
void bridge_catches_crashes(void);

/* --- server.c --- */

struct wanted {
    const char *server;
    DWORD context;
    bool by_invoke, by_script, multithreaded;
};
/* Ends this process with a reason where there is no server that can be called. */
void server_create(struct bridge *bridge, const struct wanted *wanted);
void server_release(const struct bridge *bridge);

/* --- member.c: calls of members other than InstantMessage --- */

/* A member without arguments, or whose one argument is a number; its DISPID, and its place in the vtable. */
struct member {
    const IID *interface_id;
    size_t place;
    const char *called; /* "Show", "get_Left", "put_Left" */
    DISPID id;
    VARTYPE type; /* of what it gives; VT_EMPTY: nothing */
    WORD kind;    /* DISPATCH_PROPERTYGET, DISPATCH_PROPERTYPUT or DISPATCH_METHOD */
};
/* The first three: AT(IMessengerWindow, get_Left). */
#define AT(interface, member) &IID_##interface, offsetof(interface##Vtbl, member), #member
/* `number` is what a property is set to, or an index; NULL: none.  On success the caller clears *result. */
HRESULT member_call(const struct bridge *bridge, IUnknown *object, const struct member *member, const LONG *number,
                    VARIANT *result);
/* Through Invoke, with `count` arguments in the order of the type library.  A failure is that of the method. */
HRESULT member_invoke(IDispatch *object, DISPID id, WORD kind, VARIANT *arguments, unsigned count, VARIANT *result);
/* Through the vtable, with the caller's own place for what a reading member gives.  False: the object lacks the
 * interface. */
bool member_read(IUnknown *object, const struct member *member, void *place, HRESULT *code);
/* Frees what Invoke says of a method that failed, and gives the scode. */
HRESULT member_exception(EXCEPINFO *exception);
/* The names in an IMessengerContacts, as a list. */
HRESULT member_names(const struct bridge *bridge, IUnknown *contacts, json_t **names);
HRESULT member_name(const struct bridge *bridge, IUnknown *contact, json_t **name);
BSTR member_text(const json_t *string);

/* --- script.c: calls by a script engine --- */

/* A member by its name, with arguments in the order of the type library.  On success the caller clears *result. */
HRESULT script_call(IDispatch *object, const struct member *member, const VARIANT *arguments, unsigned count,
                    VARIANT *result);
/* With a variable of the script that has the value, or with the value itself.  *harm: what became of the variable, or
 * NULL. */
HRESULT script_instant_message(IDispatch *object, const VARIANT *value, bool variable, bool marshalled, VARIANT *result,
                               const char **harm);
/* A request begins; what its answer has to say of it: that a script cannot do it, or the codes `alike`, which scripts
 * cannot tell from `hresult`. */
void script_begin(void);
void script_tell(struct answer *answer);

/* --- the methods of the protocol --- */

struct named_method {
    const char *name;
    method *perform;
    bool is_capability;
};
/* Each ends with an empty name. */
extern const struct named_method call_methods[], control_methods[];
extern const struct named_method law_methods[];    /* law.c: what no call alone shows */
extern const struct named_method invoke_methods[]; /* invoke.c: Invoke itself and programs, of servers that have it */
/* person.c: those of a server without IDeskControl that can be signed in and out. */
extern const struct named_method person_methods[];
/* Whether it can; leaves it signed out. */
bool person_sits_there(struct bridge *bridge);
void person_begin(struct bridge *bridge, struct answer *answer);

/* The id of the second service of the bundled server, and of clients of its time. */
#define SECONDARY_SERVICE u"{B230DE4C-AD6B-4FE9-BE5D-E1435F887CC8}"

/* argument.c: InstantMessage itself; program.c: a script as a client of its own. */
method method_instant_message, method_program_run;
method method_get_contact;

/* law.c: whether QueryInterface, AddRef and Release are answered by a proxy. */
bool object_is_proxy(IUnknown *object);

/* --- listener.c: the events --- */

struct listener *listener_new(IUnknown *server);
/* Gives tokens to the objects of the events that came since, and the references to them back. */
void listener_settle(struct bridge *bridge);
/* These are about what was settled; what comes meanwhile stays for the next time. */
void listener_forget(struct listener *listener);
json_t *listener_take(struct listener *listener);
/* The name of an event that came without the window that it is about; NULL: there is none.  Before listener_take. */
const char *listener_without_window(const struct listener *listener);

/* One that listened to the server and stopped; NULL: the server let it not.  The caller frees it. */
struct sink;
struct sink *sink_that_stopped(IUnknown *server);
/* Whether somebody else still has a reference to it.  Then sink_free leaves it where it is. */
bool sink_is_held(const struct sink *sink);
void sink_free(struct sink *sink);

/* --- watch.c: who frees the caller's BSTR --- */

void watch_begin(void);
/* From now on this one is watched, and no other; NULL: none.  For calls that no proxy makes, of which there is one at a
 * time. */
void watch_text(const OLECHAR *text);
/* Whether somebody freed it since.  Its memory is still there. */
bool watch_saw_free(void);

/* --- library.c: what makes proxies quick --- */

/* The type library that is registered for an interface; NULL: there is none.  The caller releases it. */
ITypeLib *library_of_interface(const IID *interface_id);

/* --- foreign.c: an object that is no contact --- */

/* Each thread has its own; it lives as long as the process. */
IDispatch *foreign_object(void);
ULONG foreign_references(void);
/* The members of IDispatch that an object without type information has. */
HRESULT STDMETHODCALLTYPE no_type_count(IDispatch *self, UINT *count);
HRESULT STDMETHODCALLTYPE no_type_info(IDispatch *self, UINT index, LCID locale, ITypeInfo **info);
HRESULT STDMETHODCALLTYPE no_ids(IDispatch *self, REFIID id, LPOLESTR *names, UINT count, LCID locale, DISPID *out);

#endif
