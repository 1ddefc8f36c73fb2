/*
 * Entries in the registry: class, ProgID, type library.  Both kinds of server stand under one CLSID, so a client chooses
 * by the class context.  Registering needs the rights to write to HKEY_CLASSES_ROOT.
 */
#ifndef COM_SERVER_REGISTER_H
#define COM_SERVER_REGISTER_H

#include "factory.h"

/* SERVER is InprocServer32 or LocalServer32. */
HRESULT register_server(const struct server_class *which, const wchar_t *server);
/* Leaves alone what another program has registered under the same ids. */
HRESULT unregister_server(const struct server_class *which, const wchar_t *server);
/* Whether this file is the local server of that class. */
BOOL registered_as_local(const struct server_class *which);

#endif
