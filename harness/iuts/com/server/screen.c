/* Windows of the conversations.  Closing one by hand goes the way of the client. */
#include "screen.h"

static const wchar_t class_name[] = L"ImconformDeskConversation";
static ATOM class_atom;

static LRESULT CALLBACK procedure(HWND handle, UINT message, WPARAM wparam, LPARAM lparam)
{
    struct window *window = (struct window *)GetWindowLongPtrW(handle, GWLP_USERDATA);
    switch (message) {
    case WM_NCCREATE:
        SetWindowLongPtrW(handle, GWLP_USERDATA, (LONG_PTR)((CREATESTRUCTW *)lparam)->lpCreateParams);
        break;
    case WM_GETMINMAXINFO:
        /* As small or as large as a client asks for. */
        DefWindowProcW(handle, message, wparam, lparam);
        ((MINMAXINFO *)lparam)->ptMinTrackSize = (POINT){ 1, 1 };
        ((MINMAXINFO *)lparam)->ptMaxTrackSize = (POINT){ SHRT_MAX, SHRT_MAX };
        return 0;
    case WM_CLOSE:
        if (window != NULL) {
            window_close(window);
        }
        return 0;
    default: break;
    }
    return DefWindowProcW(handle, message, wparam, lparam);
}

static void register_class(void)
{
    const WNDCLASSEXW description = {
        .cbSize = sizeof description,
        .lpfnWndProc = procedure,
        .hInstance = module_instance(),
        .lpszClassName = class_name,
    };
    class_atom = RegisterClassExW(&description);
}

void screen_end(void)
{
    if (class_atom != 0) {
        UnregisterClassW(class_name, module_instance());
        class_atom = 0;
    }
}

void *screen_open(struct window *window)
{
    wchar_t title[NAME_LONGEST + 1] = { 0 };
    const struct name name = window->participants[0]->name;
    for (uint32_t i = 0; i < name.length && i < NAME_LONGEST; i++) {
        title[i] = name.units[i];
    }
    if (class_atom == 0) {
        register_class();
    }
    HWND handle = CreateWindowExW(0, class_name, title, WS_OVERLAPPEDWINDOW, CW_USEDEFAULT, CW_USEDEFAULT, 480, 360,
                                  NULL, NULL, module_instance(), window);
    if (handle != NULL) {
        ShowWindow(handle, SW_SHOWNOACTIVATE);
        module_keep();
    }
    return handle;
}

void screen_close(void *screen)
{
    SetWindowLongPtrW(screen, GWLP_USERDATA, 0);
    DestroyWindow(screen);
    module_let_go();
}

bool screen_focus(void *screen)
{
    if (IsIconic(screen)) {
        ShowWindow(screen, SW_RESTORE);
    }
    return SetForegroundWindow(screen) && GetForegroundWindow() == screen;
}

struct window *screen_find(LONG handle)
{
    for (struct window *window = module_desk()->windows; window != NULL; window = window->next) {
        if (HandleToLong(window->screen) == handle) {
            return window;
        }
    }
    return NULL;
}
