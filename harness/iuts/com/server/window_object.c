/* IMessengerConversationWnd: what a conversation window is to clients.  One whose window has closed answers E_FAIL. */
#include "fault.h"
#include "objects.h"

#include <oleauto.h>

struct window_face {
    struct face face;
    struct window *window;
    void *last_screen;
    ULONG queries;
};

static struct window *window_of(IMessengerConversationWnd *self)
{
    return ((struct window_face *)(void *)self)->window;
}

static ULONG add(struct face *face) { return window_add_reference(((struct window_face *)(void *)face)->window); }

static ULONG release(struct face *face)
{
    struct window *window = ((struct window_face *)(void *)face)->window;
    if (has_fault(FAULT_dead_release_crashes) && !window->open) {
        crash();
    }
    return window_release(window);
}

METHOD close_it(IMessengerConversationWnd *self) { return window_close(window_of(self)); }

METHOD get_handle(IMessengerConversationWnd *self, long *out)
{
    NEED(out);
    *out = HandleToLong(window_of(self)->screen);
    if (has_fault(FAULT_handle_of_dead)) {
        *out = HandleToLong(((struct window_face *)(void *)self)->last_screen);
        return S_OK;
    }
    if (has_fault(FAULT_handle_of_nothing)) {
        *out = 4711;
    }
    return window_of(self)->open ? S_OK : E_FAIL;
}

/* The four numbers of a window's place. */
enum side { LEFT, TOP, WIDTH, HEIGHT, SIDES };

static HRESULT read_place(IMessengerConversationWnd *self, LONG place[SIDES])
{
    RECT box;
    if (!window_of(self)->open || !GetWindowRect(window_of(self)->screen, &box)) {
        return E_FAIL;
    }
    place[LEFT] = box.left;
    place[TOP] = box.top;
    place[WIDTH] = box.right - box.left;
    place[HEIGHT] = box.bottom - box.top;
    return S_OK;
}

static HRESULT get_side(IMessengerConversationWnd *self, enum side side, LONG *out)
{
    LONG place[SIDES];
    NEED(out);
    *out = 0;
    const HRESULT result = read_place(self, place);
    if (SUCCEEDED(result)) {
        *out = place[side];
    }
    return result;
}

static HRESULT put_side(IMessengerConversationWnd *self, enum side side, LONG value)
{
    LONG place[SIDES];
    const HRESULT result = read_place(self, place);
    if (FAILED(result)) {
        return result;
    }
    if (value <= 0 && (side == WIDTH || side == HEIGHT)) {
        return E_INVALIDARG;
    }
    place[side] = value;
    return SetWindowPos(window_of(self)->screen, NULL, (int)place[LEFT], (int)place[TOP], (int)place[WIDTH],
                        (int)place[HEIGHT], SWP_NOZORDER | SWP_NOACTIVATE)
               ? S_OK
               : E_FAIL;
}

METHOD get_left(IMessengerConversationWnd *self, LONG *out) { return get_side(self, LEFT, out); }
METHOD put_left(IMessengerConversationWnd *self, LONG value) { return put_side(self, LEFT, value); }
METHOD get_top(IMessengerConversationWnd *self, LONG *out) { return get_side(self, TOP, out); }
METHOD put_top(IMessengerConversationWnd *self, LONG value) { return put_side(self, TOP, value); }
METHOD get_width(IMessengerConversationWnd *self, LONG *out) { return get_side(self, WIDTH, out); }
METHOD put_width(IMessengerConversationWnd *self, LONG value) { return put_side(self, WIDTH, value); }
METHOD get_height(IMessengerConversationWnd *self, LONG *out) { return get_side(self, HEIGHT, out); }
METHOD put_height(IMessengerConversationWnd *self, LONG value) { return put_side(self, HEIGHT, value); }

METHOD get_closed(IMessengerConversationWnd *self, VARIANT_BOOL *out)
{
    NEED(out);
    *out = VARIANT_FALSE;
    return window_of(self)->open || has_fault(FAULT_dead_looks_open) ? S_OK : E_FAIL;
}

METHOD show(IMessengerConversationWnd *self)
{
    if (!window_of(self)->open) {
        return E_FAIL;
    }
    ShowWindow(window_of(self)->screen, IsIconic(window_of(self)->screen) ? SW_RESTORE : SW_SHOWNA);
    return S_OK;
}

static HRESULT find_bar(IMessengerConversationWnd *self, MWINDOWPROPERTY property, bool **bar)
{
    if (!window_of(self)->open) {
        return E_FAIL;
    }
    if (property != MWINDOWPROP_VIEW_SIDEBAR && property != MWINDOWPROP_VIEW_TOOLBAR) {
        return E_INVALIDARG;
    }
    *bar = &window_of(self)->bars[property];
    return S_OK;
}

METHOD get_property(IMessengerConversationWnd *self, MWINDOWPROPERTY property, VARIANT *out)
{
    bool *bar = NULL;
    NEED(out);
    VariantInit(out);
    const HRESULT result = find_bar(self, property, &bar);
    if (SUCCEEDED(result)) {
        V_VT(out) = VT_BOOL;
        V_BOOL(out) = *bar ? VARIANT_TRUE : VARIANT_FALSE;
    }
    return result;
}

METHOD put_property(IMessengerConversationWnd *self, MWINDOWPROPERTY property, VARIANT value)
{
    bool *bar = NULL;
    VARIANT wanted;
    HRESULT result = find_bar(self, property, &bar);
    if (FAILED(result)) {
        return result;
    }
    VariantInit(&wanted);
    if (FAILED(VariantChangeType(&wanted, &value, 0, VT_BOOL))) {
        return E_INVALIDARG;
    }
    result = *bar == (V_BOOL(&wanted) != VARIANT_FALSE) ? S_FALSE : S_OK;
    *bar = V_BOOL(&wanted) != VARIANT_FALSE;
    return result;
}

METHOD get_contacts(IMessengerConversationWnd *self, IDispatch **out)
{
    NEED(out);
    if (!has_fault(FAULT_dead_out_pattern)) {
        *out = NULL;
    }
    if (!window_of(self)->open) {
        return E_FAIL;
    }
    if (has_fault(FAULT_people_leaked)) {
        window_add_reference(window_of(self));
    }
    *out = object_of_contacts(window_of(self));
    return S_OK;
}

METHOD get_history(IMessengerConversationWnd *self, BSTR *out)
{
    NEED(out);
    *out = NULL;
    return window_of(self)->open ? give_text((struct name){ NULL, 0 }, out) : E_FAIL;
}

METHOD add_contact(IMessengerConversationWnd *self, VARIANT value)
{
    struct argument argument;
    argument_read(&value, &argument);
    const struct target *target = &argument.target;
    HRESULT result = E_FAIL;
    if (target->kind != TARGET_NAME || !name_can_be_called(target->name)) {
        result = E_INVALIDARG;
    } else if (!desk_is_own(module_desk(), target->name, target->service) &&
               window_add(window_of(self), target->name, target->service)) {
        result = S_OK;
    }
    argument_free(&argument);
    return result;
}

static const IMessengerConversationWndVtbl table = {
    FACE_PART(IMessengerConversationWnd),
    .Close = close_it,
    .get_HWND = get_handle,
    .get_Left = get_left,
    .put_Left = put_left,
    .get_Top = get_top,
    .put_Top = put_top,
    .get_Width = get_width,
    .put_Width = put_width,
    .get_Height = get_height,
    .put_Height = put_height,
    .get_IsClosed = get_closed,
    .Show = show,
    .get_Property = get_property,
    .put_Property = put_property,
    .get_Contacts = get_contacts,
    .get_History = get_history,
    .AddContact = add_contact,
};
static const IID *const interfaces[] = { &IID_IMessengerConversationWnd, &IID_IMessengerWindow, NULL };

/* The faults of identity: an interface that is refused. */
static BOOL refuses(struct face *face, REFIID id)
{
    struct window_face *window = (struct window_face *)(void *)face;
    if (has_fault(FAULT_dead_query_fails) && !window->window->open) {
        return TRUE;
    }
    if (has_fault(FAULT_window_without_base)) {
        return IsEqualIID(id, &IID_IMessengerWindow);
    }
    return has_fault(FAULT_window_changes) && IsEqualIID(id, &IID_IMessengerConversationWnd) && window->queries++ > 0;
}

static const struct kind kind = {
    .table = &table, .interfaces = interfaces, .add = add, .release = release, .refuses = refuses
};

IDispatch *object_of_window(struct window *window)
{
    if (window->face == NULL || has_fault(TRAIT_window_new_identity)) {
        struct window_face *face = face_new(&kind, sizeof *face);
        face->window = window;
        face->last_screen = window->screen;
        window->face = face;
    }
    return window->face;
}

static HRESULT query_whole(struct face *face, REFIID id, void **out)
{
    struct window *window = ((struct window_face *)(void *)face)->window;
    window_add_reference(window);
    IDispatch *whole = object_of_window(window);
    const HRESULT result = IDispatch_QueryInterface(whole, id, out);
    IDispatch_Release(whole);
    return result;
}

static void end_part(struct face *face) { window_release(((struct window_face *)(void *)face)->window); }

static const struct kind part_kind = {
    .table = &table, .interfaces = interfaces, .query = query_whole, .end = end_part
};

IDispatch *part_of_window(struct window *window)
{
    struct window_face *part = face_new(&part_kind, sizeof *part);
    part->window = window;
    part->last_screen = window->screen;
    return (IDispatch *)part;
}
