/*
 * What the DLL and the EXE have in common: the one client behind every object, who keeps the module loaded, and where its
 * type library is.  Everything runs on one thread: the first apartment of the process.
 */
#ifndef COM_SERVER_MODULE_H
#define COM_SERVER_MODULE_H

#include <windows.h>

#include <ole2.h>

#include <imdesk.h>

#include "../core/window.h"

#define E_NULL_REF ((HRESULT)0x800706F4)      /* RPC_X_NULL_REF_POINTER */
#define E_NOT_LOGGED_ON ((HRESULT)0x8100031E) /* MSGR_E_NOT_LOGGED_ON */

#define METHOD static HRESULT STDMETHODCALLTYPE

/* Returns from a method whose out pointer is NULL. */
#define NEED(pointer)            \
    do {                         \
        if ((pointer) == NULL) { \
            return E_NULL_REF;   \
        }                        \
    } while (0)

/* What a program that contains the module does about being needed or not; a DLL does nothing. */
struct module_host {
    void (*needed)(void);
    void (*not_needed)(void);
    HRESULT (*quit)(void);
};

void module_start(HINSTANCE instance, const struct module_host *host);
/* Closes every window and forgets the client. */
void module_end(void);
HINSTANCE module_instance(void);
/* The file's full path, in room of MAX_PATH + 1; false if it has none. */
BOOL module_path(wchar_t *path);
struct desk *module_desk(void);

/* Each living object, open window and lock keeps the module. */
void module_keep(void);
void module_let_go(void);
BOOL module_is_kept(void);
HRESULT module_quit(void);

/* The type information of an interface or class; kept until module_end. */
HRESULT module_type_info(REFGUID id, ITypeInfo **info);

#endif
