/* The servers of foreign.def in a process of their own, which stays until it is ended. */
#include "foreign.h"

int wmain(void)
{
    MSG message;
    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    for (enum foreign_kind kind = 0; kind < FOREIGN_KINDS; kind++) {
        DWORD cookie = 0;
        const CLSID own = foreign_class(kind);
        CoRegisterClassObject(&own, (IUnknown *)foreign_factory(&own), CLSCTX_LOCAL_SERVER, REGCLS_MULTIPLEUSE,
                              &cookie);
    }
    while (GetMessageW(&message, NULL, 0, 0) > 0) {
        DispatchMessageW(&message);
    }
    return 0;
}
