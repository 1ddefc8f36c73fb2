/* The server in the client's process.  `regsvr32 imdesk.dll`; with `/n /i:documented` under the documented ids. */
#include "register.h"

#include <wchar.h>

static void ignore(void) {}
static HRESULT cannot_quit(void) { return E_NOTIMPL; }

static const struct module_host host = { .needed = ignore, .not_needed = ignore, .quit = cannot_quit };

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved)
{
    if (reason == DLL_PROCESS_ATTACH) {
        DisableThreadLibraryCalls(instance);
        module_start(instance, &host);
    }
    return TRUE;
}

STDAPI DllGetClassObject(REFCLSID class_id, REFIID id, void **out)
{
    for (size_t i = 0; i < CLASSES; i++) {
        if (IsEqualCLSID(class_id, server_classes[i].id)) {
            return factory_query(id, out);
        }
    }
    if (out != NULL) {
        *out = NULL;
    }
    return CLASS_E_CLASSNOTAVAILABLE;
}

STDAPI DllCanUnloadNow(void)
{
    if (module_is_kept() || factory_is_held()) {
        return S_FALSE;
    }
    module_end();
    return S_OK;
}

STDAPI DllRegisterServer(void) { return register_server(&server_classes[CLASS_OWN], L"InprocServer32"); }
STDAPI DllUnregisterServer(void) { return unregister_server(&server_classes[CLASS_OWN], L"InprocServer32"); }

STDAPI DllInstall(BOOL install, LPCWSTR words)
{
    if (words == NULL || wcscmp(words, L"documented") != 0) {
        return E_INVALIDARG;
    }
    const struct server_class *which = &server_classes[CLASS_DOCUMENTED];
    return install ? register_server(which, L"InprocServer32") : unregister_server(which, L"InprocServer32");
}
