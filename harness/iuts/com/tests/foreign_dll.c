/* The servers of foreign.def in the client's process.  Who registers them writes the keys. */
#include "foreign.h"

STDAPI DllGetClassObject(REFCLSID class_id, REFIID id, void **out)
{
    IClassFactory *factory = foreign_factory(class_id);
    *out = NULL;
    return factory != NULL ? IClassFactory_QueryInterface(factory, id, out) : CLASS_E_CLASSNOTAVAILABLE;
}

STDAPI DllCanUnloadNow(void) { return S_FALSE; }
