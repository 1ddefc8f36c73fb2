/* The one client of the process, and what keeps the module loaded. */
#include "module.h"

#include "events.h"
#include "face.h"
#include "screen.h"

#include <oleauto.h>

static HINSTANCE instance_of_module;
static const struct module_host *host_of_module;
static struct desk *desk;
static LONG kept;
static ITypeLib *library;

static const struct surroundings around = {
    .open = screen_open,
    .close = screen_close,
    .focus = screen_focus,
    .tell = events_tell,
    .let_go = face_free,
};

void module_start(HINSTANCE instance, const struct module_host *host)
{
    instance_of_module = instance;
    host_of_module = host;
}

void module_end(void)
{
    if (desk != NULL) {
        desk_free(desk);
        desk = NULL;
    }
    if (library != NULL) {
        ITypeLib_Release(library);
        library = NULL;
    }
    screen_end();
}

HINSTANCE module_instance(void) { return instance_of_module; }

BOOL module_path(wchar_t *path)
{
    const DWORD length = GetModuleFileNameW(instance_of_module, path, MAX_PATH + 1);
    return length > 0 && length <= MAX_PATH;
}

struct desk *module_desk(void)
{
    if (desk == NULL) {
        static const uint16_t me[] = { 'm', 'e', '@', 'e', 'x', 'a', 'm', 'p', 'l', 'e', '.', 'c', 'o', 'm' };
        desk = desk_new(&around);
        desk_reset(desk, (struct name){ me, sizeof me / sizeof *me });
    }
    return desk;
}

void module_keep(void)
{
    kept++;
    host_of_module->needed();
}

void module_let_go(void)
{
    kept--;
    host_of_module->not_needed();
}

BOOL module_is_kept(void) { return kept > 0; }

HRESULT module_quit(void) { return host_of_module->quit(); }

HRESULT module_type_info(REFGUID id, ITypeInfo **info)
{
    wchar_t path[MAX_PATH + 1];
    if (library == NULL) {
        const HRESULT result = module_path(path) ? LoadTypeLibEx(path, REGKIND_NONE, &library) : E_FAIL;
        if (FAILED(result)) {
            return result;
        }
    }
    return ITypeLib_GetTypeInfoOfGuid(library, id, info);
}
