/* IClassFactory; it makes the messenger. */
#include "factory.h"

#include "objects.h"

const struct server_class server_classes[CLASSES] = {
    [CLASS_OWN] = { &CLSID_Desk, L"Imconform Desk", L"Imconform.Desk" },
    [CLASS_DOCUMENTED] = { &CLSID_Messenger, L"Messenger", L"Messenger.UIAutomation" },
};

static ULONG references;

BOOL factory_is_held(void) { return references > 0; }

static ULONG STDMETHODCALLTYPE add(IClassFactory *self) { return ++references; }

static ULONG STDMETHODCALLTYPE release(IClassFactory *self) { return --references; }

METHOD query(IClassFactory *self, REFIID id, void **out) { return factory_query(id, out); }

METHOD create(IClassFactory *self, IUnknown *outer, REFIID id, void **out)
{
    if (out == NULL) {
        return E_POINTER;
    }
    *out = NULL;
    return outer != NULL ? CLASS_E_NOAGGREGATION : messenger_query(id, out);
}

METHOD lock(IClassFactory *self, BOOL locked)
{
    if (locked) {
        module_keep();
    } else {
        module_let_go();
    }
    return S_OK;
}

static const IClassFactoryVtbl table = { query, add, release, create, lock };
static IClassFactory factory = { &table };

HRESULT factory_query(REFIID id, void **out)
{
    if (out == NULL) {
        return E_POINTER;
    }
    *out = NULL;
    if (!IsEqualIID(id, &IID_IUnknown) && !IsEqualIID(id, &IID_IClassFactory)) {
        return E_NOINTERFACE;
    }
    add(&factory);
    *out = &factory;
    return S_OK;
}
