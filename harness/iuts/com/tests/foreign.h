/* Servers for the tests of the kit: see foreign.def.  foreign.dll has them in the client's process, foreign.exe in its own. */
#ifndef IMDESK_FOREIGN_H
#define IMDESK_FOREIGN_H

#include <windows.h>

#include <unknwn.h>

enum foreign_kind {
#define FOREIGN(name, interfaces, text) FOREIGN_##name,
#include "foreign.def"
#undef FOREIGN
    FOREIGN_KINDS
};

CLSID foreign_class(enum foreign_kind kind);
/* The factory of a class of ours, which lives as long as the process; NULL: it is none. */
IClassFactory *foreign_factory(REFCLSID class_id);

#endif
