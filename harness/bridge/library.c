/*
 * The type library that the marshaller reads.  It looks it up for every object that comes through a proxy, and reads
 * the whole file again unless somebody still has it.
 */
#include <stdlib.h>

#include "bridge.h"

enum { LONGEST = 64, SIXTEEN = 16 };

static bool read_value(const WCHAR *key, const WCHAR *name, WCHAR value[LONGEST])
{
    DWORD size = LONGEST * sizeof *value;
    return RegGetValueW(HKEY_CLASSES_ROOT, key, name, RRF_RT_REG_SZ, NULL, value, &size) == ERROR_SUCCESS;
}

ITypeLib *library_of_interface(const IID *interface_id)
{
    static const WCHAR before[] = u"Interface\\", after[] = u"\\TypeLib";
    WCHAR id[LONGEST], key[LONGEST + sizeof before + sizeof after], version[LONGEST];
    char digits[LONGEST] = "", *minor = NULL;
    GUID library_id;
    ITypeLib *library = NULL;
    StringFromGUID2(interface_id, id, LONGEST);
    lstrcpyW(key, before);
    lstrcatW(key, id);
    lstrcatW(key, after);
    if (!read_value(key, NULL, id) || !read_value(key, u"Version", version) || FAILED(CLSIDFromString(id, &library_id)))
        return NULL;
    for (int i = 0; i < LONGEST - 1 && version[i]; i++) digits[i] = (char)version[i];
    WORD major = (WORD)strtoul(digits, &minor, SIXTEEN);
    if (*minor != '.') return NULL;
    return SUCCEEDED(
               LoadRegTypeLib(&library_id, major, (WORD)strtoul(minor + 1, NULL, SIXTEEN), LOCALE_NEUTRAL, &library))
               ? library
               : NULL;
}
