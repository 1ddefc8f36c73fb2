/* A COM client that drives the server as its users do: through the vtable or through Invoke, and listens to it. */
#ifndef COM_TESTS_CLIENT_H
#define COM_TESTS_CLIENT_H

#include <stdio.h>

#include <windows.h>

#include <ole2.h>

#include <imdesk.h>

#define NULL_REF ((HRESULT)0x800706F4)
#define NOT_LOGGED_ON ((HRESULT)0x8100031E)
#define PATTERN ((IDispatch *)(uintptr_t)0x5A5A5A50)

extern struct client {
    IMessenger3 *messenger;
    IDeskControl *control;
    BOOL by_invoke;  /* how `message` calls */
    BOOL marshalled; /* the server is behind a proxy */
    long lost;       /* objects that the proxies of some systems lose in this test, at the most */
} client;

/* Notes a failed check; the test goes on. */
void check_failed(const char *file, int line, const char *format, ...)
    __attribute__((format(__MINGW_PRINTF_FORMAT, 3, 4)));
#define CHECK(condition)                                        \
    do {                                                        \
        if (!(condition)) {                                     \
            check_failed(__FILE__, __LINE__, "%s", #condition); \
        }                                                       \
    } while (0)
#define CHECK_CODE(call, wanted)                                                                          \
    do {                                                                                                  \
        const HRESULT got_ = (call);                                                                      \
        if (got_ != (wanted)) {                                                                           \
            check_failed(__FILE__, __LINE__, "%s: 0x%08lX, not %s", #call, (unsigned long)got_, #wanted); \
        }                                                                                                 \
    } while (0)

/* InstantMessage.  Of a call through Invoke the scode of the exception; S_FALSE comes as S_OK then. */
HRESULT message(VARIANT who, IDispatch **out);
HRESULT message_to(const wchar_t *name, IDispatch **out);
/* A window that opened or was found, as its own interface; NULL, and a failed check, otherwise. */
IMessengerConversationWnd *window_to(const wchar_t *name);
/* Such a window, of which only the opening matters: the reference is given back. */
void open_window_to(const wchar_t *name);
BOOL is_same(void *one, void *other);
long handle_of(IMessengerConversationWnd *window);
long windows_on_screen(void);
long live_objects(void);
/* The string is freed with the process. */
BSTR text(const wchar_t *units);
/* Whether the text is the wanted one; frees it. */
BOOL is_text(BSTR got, const wchar_t *wanted);
IMessengerContact *contact_of(const wchar_t *name);

/* Listening.  What has come is kept as a line for each event, "0x411(window) 0x407(0, 2) ". */
DWORD start_listening(void);
void stop_listening(DWORD cookie);
const char *heard(void);
void forget_heard(void);
/* The window of the last event that had one; not counted. */
IUnknown *last_window(void);

/* An object of this program that answers IMessengerContact and has that name. */
IDispatch *foreign_contact(const wchar_t *name);
ULONG foreign_references(void);

struct test {
    const char *name;
    void (*run)(void);
};
/* Each ends with an empty name. */
extern const struct test call_tests[];
extern const struct test object_tests[];

#endif
