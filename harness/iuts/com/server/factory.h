/* The class factory, and which classes the server is: its own, or under the documented ids as well. */
#ifndef COM_SERVER_FACTORY_H
#define COM_SERVER_FACTORY_H

#include "module.h"

HRESULT factory_query(REFIID id, void **out);
/* In a process of its own the server does not stay for it: there COM itself holds it. */
BOOL factory_is_held(void);

struct server_class {
    const CLSID *id;
    const wchar_t *name;
    const wchar_t *program; /* the ProgID, without its version */
};
enum { CLASS_OWN, CLASS_DOCUMENTED, CLASSES };
extern const struct server_class server_classes[CLASSES];

#endif
