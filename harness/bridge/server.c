/*
 * Creating the server: which interfaces it has, and what the bridge does where it lacks one.
 */
#include "bridge.h"
#include "script.h"

void server_create(struct bridge *bridge, const struct wanted *wanted)
{
    CLSID class_id;
    IUnknown *server = NULL;
    IClassFactory *factory = NULL;
    HRESULT code = bridge->program[0] == '{' ? CLSIDFromString(bridge->program, &class_id)
                                             : CLSIDFromProgID(bridge->program, &class_id);
    if (FAILED(code)) bridge_fails(ABSENT, "no class is registered under that name", code);
    bridge->library = library_of_interface(&IID_IMessenger);
    code = CoGetClassObject(&class_id, wanted->context, NULL, &IID_IClassFactory, (void **)&factory);
    if (FAILED(code)) bridge_fails(ABSENT, "the server cannot be created", code);
    code = IClassFactory_CreateInstance(factory, NULL, &IID_IUnknown, (void **)&server);
    if (FAILED(code)) bridge_fails(ABSENT, "CreateInstance refuses", code);
    if (IsBadReadPtr(server, sizeof server->lpVtbl) || IsBadReadPtr(server->lpVtbl, sizeof *server->lpVtbl))
        bridge_fails(ABSENT, "CreateInstance succeeds, but what it gives is no object", code);
    IClassFactory_Release(factory);
    IUnknown_QueryInterface(server, &IID_IMessenger, (void **)&bridge->messenger);
    IUnknown_QueryInterface(server, &IID_IDispatch, (void **)&bridge->automation);
    IUnknown_QueryInterface(server, &IID_IDeskControl, (void **)&bridge->control);
    if (!bridge->messenger && !bridge->automation)
        bridge_fails(ABSENT, "the server answers neither IMessenger nor IDispatch", E_NOINTERFACE);
    if (wanted->by_script && !bridge->automation)
        bridge_fails(ABSENT, "scripts cannot call the server, which has no IDispatch", E_NOINTERFACE);
    bridge->by_script = wanted->by_script;
    bridge->by_invoke = bridge->automation && (wanted->by_invoke || wanted->by_script || !bridge->messenger);
    bridge->multithreaded = wanted->multithreaded;
    bridge->marshalled = wanted->context == CLSCTX_LOCAL_SERVER || wanted->multithreaded;
    bridge->listener = listener_new(server);
    bridge->person = !bridge->control && person_sits_there(bridge);
    IUnknown_Release(server);
}

void server_release(const struct bridge *bridge)
{
    script_end();
    if (bridge->control) IDeskControl_Release(bridge->control);
    if (bridge->automation) IDispatch_Release(bridge->automation);
    if (bridge->messenger) IMessenger_Release(bridge->messenger);
    if (bridge->library) ITypeLib_Release(bridge->library);
}
