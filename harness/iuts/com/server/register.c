/* Self-registration. */
#include "register.h"

#include <oleauto.h>

#include <stdarg.h>
#include <stdio.h>
#include <wchar.h>

enum { LONGEST = 2 * MAX_PATH };

static void format(wchar_t text[LONGEST], const wchar_t *pattern, ...)
{
    va_list arguments;
    va_start(arguments, pattern);
    if (_vsnwprintf(text, LONGEST, pattern, arguments) < 0) {
        text[0] = 0;
    }
    text[LONGEST - 1] = 0;
    va_end(arguments);
}

static void guid_text(REFGUID id, wchar_t text[40]) { StringFromGUID2(id, text, 40); }

/* Sets a value of a key below HKEY_CLASSES_ROOT; a NULL name is the key's own. */
static HRESULT set(const wchar_t *key, const wchar_t *name, const wchar_t *value)
{
    HKEY handle = NULL;
    LSTATUS status = RegCreateKeyExW(HKEY_CLASSES_ROOT, key, 0, NULL, 0, KEY_WRITE, NULL, &handle, NULL);
    if (status == ERROR_SUCCESS) {
        const DWORD size = (DWORD)((wcslen(value) + 1) * sizeof *value);
        status = RegSetValueExW(handle, name, 0, REG_SZ, (const BYTE *)value, size);
        RegCloseKey(handle);
    }
    return HRESULT_FROM_WIN32((DWORD)status);
}

static HRESULT set_program(const struct server_class *which, const wchar_t *class_id)
{
    wchar_t key[LONGEST];
    wchar_t version[LONGEST];
    format(version, L"%ls.1", which->program);
    const struct {
        const wchar_t *program;
        const wchar_t *key;
        const wchar_t *value;
    } values[] = {
        { which->program, L"", which->name },     { which->program, L"\\CLSID", class_id },
        { which->program, L"\\CurVer", version }, { version, L"", which->name },
        { version, L"\\CLSID", class_id },
    };
    HRESULT result = S_OK;
    for (size_t i = 0; i < sizeof values / sizeof *values && SUCCEEDED(result); i++) {
        format(key, L"%ls%ls", values[i].program, values[i].key);
        result = set(key, NULL, values[i].value);
    }
    return result;
}

static HRESULT set_class(const struct server_class *which, const wchar_t *class_id, const wchar_t *server,
                         const wchar_t *command)
{
    wchar_t key[LONGEST];
    wchar_t version[LONGEST];
    wchar_t library[40];
    format(version, L"%ls.1", which->program);
    guid_text(&LIBID_ImconformDesk, library);
    const struct {
        const wchar_t *key;
        const wchar_t *value;
    } values[] = {
        { L"", which->name },      { L"\\ProgID", version }, { L"\\VersionIndependentProgID", which->program },
        { L"\\TypeLib", library }, { L"\\Version", L"1.0" },
    };
    HRESULT result = S_OK;
    for (size_t i = 0; i < sizeof values / sizeof *values && SUCCEEDED(result); i++) {
        format(key, L"CLSID\\%ls%ls", class_id, values[i].key);
        result = set(key, NULL, values[i].value);
    }
    format(key, L"CLSID\\%ls\\%ls", class_id, server);
    return SUCCEEDED(result) ? set(key, NULL, command) : result;
}

/* The value of LocalServer32 is a command line. */
static BOOL command_of(const wchar_t *server, wchar_t command[LONGEST])
{
    wchar_t path[MAX_PATH + 1];
    if (!module_path(path)) {
        return FALSE;
    }
    format(command, wcscmp(server, L"LocalServer32") == 0 ? L"\"%ls\"" : L"%ls", path);
    return TRUE;
}

HRESULT register_server(const struct server_class *which, const wchar_t *server)
{
    wchar_t path[MAX_PATH + 1];
    wchar_t command[LONGEST];
    wchar_t class_id[40];
    ITypeLib *library = NULL;
    guid_text(which->id, class_id);
    if (!module_path(path) || !command_of(server, command)) {
        return E_FAIL;
    }
    HRESULT result = set_class(which, class_id, server, command);
    if (SUCCEEDED(result)) {
        result = set_program(which, class_id);
    }
    if (SUCCEEDED(result)) {
        result = LoadTypeLibEx(path, REGKIND_REGISTER, &library);
    }
    if (library != NULL) {
        ITypeLib_Release(library);
    }
    return result;
}

/* Whether the class names this file as its server of that kind. */
static BOOL is_ours(const wchar_t *class_id, const wchar_t *server)
{
    wchar_t key[LONGEST];
    wchar_t value[LONGEST];
    wchar_t command[LONGEST];
    DWORD size = sizeof value;
    format(key, L"CLSID\\%ls\\%ls", class_id, server);
    return command_of(server, command) &&
           RegGetValueW(HKEY_CLASSES_ROOT, key, NULL, RRF_RT_REG_SZ, NULL, value, &size) == ERROR_SUCCESS &&
           _wcsicmp(value, command) == 0;
}

BOOL registered_as_local(const struct server_class *which)
{
    wchar_t class_id[40];
    guid_text(which->id, class_id);
    return is_ours(class_id, L"LocalServer32");
}

static BOOL has(const wchar_t *class_id, const wchar_t *server)
{
    wchar_t key[LONGEST];
    HKEY handle = NULL;
    format(key, L"CLSID\\%ls\\%ls", class_id, server);
    if (RegOpenKeyExW(HKEY_CLASSES_ROOT, key, 0, KEY_READ, &handle) != ERROR_SUCCESS) {
        return FALSE;
    }
    RegCloseKey(handle);
    return TRUE;
}

HRESULT unregister_server(const struct server_class *which, const wchar_t *server)
{
    wchar_t key[LONGEST];
    wchar_t class_id[40];
    guid_text(which->id, class_id);
    if (!is_ours(class_id, server)) {
        return S_OK;
    }
    format(key, L"CLSID\\%ls\\%ls", class_id, server);
    RegDeleteTreeW(HKEY_CLASSES_ROOT, key);
    if (has(class_id, L"InprocServer32") || has(class_id, L"LocalServer32")) {
        return S_OK;
    }
    format(key, L"CLSID\\%ls", class_id);
    RegDeleteTreeW(HKEY_CLASSES_ROOT, key);
    RegDeleteTreeW(HKEY_CLASSES_ROOT, which->program);
    format(key, L"%ls.1", which->program);
    RegDeleteTreeW(HKEY_CLASSES_ROOT, key);
    (void)UnRegisterTypeLib(&LIBID_ImconformDesk, 1, 0, LOCALE_NEUTRAL, SYS_WIN64);
    return S_OK;
}
