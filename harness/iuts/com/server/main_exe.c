/*
 * The server in a process of its own.
 *
 *     imdesk /RegServer [documented]      /UnregServer [documented]
 *     imdesk -Embedding      as COM starts it: ends when nobody holds anything and no window is open
 *     imdesk /Serve [FILE]   stays until IDeskControl.Quit; makes FILE, which must not be there, when it can be called
 */
#include "register.h"

#include <shellapi.h>
#include <wchar.h>

static DWORD main_thread;

static void needed(void) { CoAddRefServerProcess(); }

static void not_needed(void)
{
    if (CoReleaseServerProcess() == 0) {
        PostThreadMessageW(main_thread, WM_QUIT, 0, 0);
    }
}

/* Posted, so that the answer to the call gets back. */
static HRESULT quit(void) { return PostThreadMessageW(main_thread, WM_QUIT, 0, 0) ? S_OK : E_FAIL; }

static const struct module_host host = { .needed = needed, .not_needed = not_needed, .quit = quit };

static HRESULT offer(DWORD cookies[CLASSES])
{
    IUnknown *factory = NULL;
    HRESULT result = factory_query(&IID_IUnknown, (void **)&factory);
    for (size_t i = 0; i < CLASSES && SUCCEEDED(result); i++) {
        if (i == CLASS_OWN || registered_as_local(&server_classes[i])) {
            result = CoRegisterClassObject(server_classes[i].id, factory, CLSCTX_LOCAL_SERVER,
                                           REGCLS_MULTIPLEUSE | REGCLS_SUSPENDED, &cookies[i]);
        }
    }
    if (SUCCEEDED(result)) {
        result = CoResumeClassObjects();
    }
    IUnknown_Release(factory);
    return result;
}

static void withdraw(const DWORD cookies[CLASSES])
{
    for (size_t i = 0; i < CLASSES; i++) {
        if (cookies[i] != 0) {
            CoRevokeClassObject(cookies[i]);
        }
    }
}

/* Tells whoever waits for the file that clients will not start a second server. */
static HRESULT announce(const wchar_t *path)
{
    HANDLE file = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE) {
        return HRESULT_FROM_WIN32(GetLastError());
    }
    CloseHandle(file);
    return S_OK;
}

/* The marshaller looks the registered type library up for every object, and reads it again unless somebody has it. */
static ITypeLib *marshallers_library(void)
{
    ITypeLib *library = NULL;
    return SUCCEEDED(LoadRegTypeLib(&LIBID_ImconformDesk, 1, 0, LOCALE_NEUTRAL, &library)) ? library : NULL;
}

static HRESULT serve(BOOL stays, const wchar_t *ready)
{
    DWORD cookies[CLASSES] = { 0 };
    MSG message;
    main_thread = GetCurrentThreadId();
    /* Makes the queue, so that a message to end cannot be lost. */
    PeekMessageW(&message, NULL, WM_USER, WM_USER, PM_NOREMOVE);
    HRESULT result = CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    if (FAILED(result)) {
        return result;
    }
    if (stays) {
        needed();
    }
    ITypeLib *library = marshallers_library();
    result = offer(cookies);
    if (SUCCEEDED(result) && ready != NULL) {
        result = announce(ready);
    }
    while (SUCCEEDED(result) && GetMessageW(&message, NULL, 0, 0) > 0) {
        TranslateMessage(&message);
        DispatchMessageW(&message);
    }
    withdraw(cookies);
    module_end();
    if (library != NULL) {
        ITypeLib_Release(library);
    }
    CoUninitialize();
    return result;
}

static HRESULT run(int count, wchar_t **words)
{
    const wchar_t *first = count > 1 ? words[1] : L"";
    const BOOL documented = count > 2 && wcscmp(words[2], L"documented") == 0;
    const struct server_class *which = &server_classes[documented ? CLASS_DOCUMENTED : CLASS_OWN];
    if (_wcsicmp(first, L"/RegServer") == 0) {
        return register_server(which, L"LocalServer32");
    }
    if (_wcsicmp(first, L"/UnregServer") == 0) {
        return unregister_server(which, L"LocalServer32");
    }
    const BOOL stays = _wcsicmp(first, L"/Serve") == 0;
    if (!stays && _wcsicmp(first, L"-Embedding") != 0 && _wcsicmp(first, L"/Embedding") != 0) {
        return E_INVALIDARG;
    }
    return serve(stays, stays && count > 2 ? words[2] : NULL);
}

int WINAPI wWinMain(HINSTANCE hInstance, HINSTANCE hPrevInstance, LPWSTR lpCmdLine, int nShowCmd)
{
    int count = 0;
    wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &count);
    module_start(hInstance, &host);
    const HRESULT result = words != NULL ? run(count, words) : E_FAIL;
    LocalFree(words);
    return SUCCEEDED(result) ? 0 : 1;
}
