/*
 * The members of a window object, and the answers of one whose window is gone.
 *
 * A dead window answers E_FAIL, and S_FALSE to Close, unless the policy has a
 * row for the member.
 */
#include "clock.h"
#include "codes.h"
#include "conversation.h"
#include "window.h"

#include <stddef.h>

enum { TRUE_VALUE = -1, FALSE_VALUE = 0 };

struct asked {
    struct desk_client *client;
    struct desk_window *window;
    bool is_live;
    const struct desk_member_answer *row; /* NULL: as usual */
};

static bool is_ready(const struct desk_window *window)
{
    return clock_now_ms() >= window->conversation->opened_at + desk_policy.members_delay_ms;
}

static bool is_filled(const struct desk_window *window)
{
    return clock_now_ms() >= window->conversation->opened_at + desk_policy.participants_delay_ms;
}

/* The first row of the policy for that member in that state of the window. */
static const struct desk_member_answer *find_row(struct desk_client *client, uint32_t member, bool is_live)
{
    for (uint32_t i = 0; i < DESK_MEMBER_ANSWERS && desk_policy.members[i].members != 0; i++) {
        const struct desk_member_answer *row = &desk_policy.members[i];
        if ((row->members & member) == 0 || (row->life == LIFE_OPEN) != is_live) {
            continue;
        }
        client->member_hits[i]++;
        if (client->member_hits[i] >= row->first) {
            return row;
        }
    }
    return NULL;
}

/* Everything that all members have in common.  S_OK: the member does its work on ASKED. */
static imc_hresult begin(struct asked *asked, void *client, struct imc_object *object, uint32_t member)
{
    asked->client = client;
    client_tick(asked->client);
    asked->window = window_from_object(object);
    if (asked->window == NULL) {
        return E_INVALIDARG;
    }
    asked->is_live = window_is_live(asked->window);
    asked->row = find_row(asked->client, member, asked->is_live);
    if (asked->row != NULL) {
        return asked->row->code;
    }
    if (!asked->is_live) {
        return member == MEMBER_CLOSE ? S_FALSE : E_FAIL;
    }
    return (member & MEMBER_LATE) == 0 || is_ready(asked->window) ? S_OK : E_FAIL;
}

static bool does_nothing(const struct asked *asked) { return asked->row != NULL && asked->row->value == VALUE_GIVEN; }

static uint32_t member_of(enum imc_property property)
{
    switch (property) {
    case IMC_HWND: return MEMBER_HWND;
    case IMC_IS_CLOSED: return MEMBER_IS_CLOSED;
    case IMC_LEFT: return MEMBER_LEFT;
    case IMC_TOP: return MEMBER_TOP;
    case IMC_WIDTH: return MEMBER_WIDTH;
    case IMC_HEIGHT: return MEMBER_HEIGHT;
    }
    return 0;
}

static int64_t read_property(struct desk_conversation *conversation, enum imc_property property)
{
    switch (property) {
    case IMC_HWND: conversation->handle += desk_policy.hwnd_changes ? 2 : 0; return conversation->handle;
    case IMC_IS_CLOSED: return FALSE_VALUE;
    case IMC_LEFT: return conversation->left;
    case IMC_TOP: return conversation->top;
    case IMC_WIDTH: return conversation->width;
    case IMC_HEIGHT: return conversation->height;
    }
    return 0;
}

imc_hresult members_window_get(void *client, struct imc_object *window, enum imc_property property, int64_t *value)
{
    struct asked asked = { 0 };
    if (value == NULL) {
        return RPC_X_NULL_REF_POINTER;
    }
    *value = 0;
    const imc_hresult result = begin(&asked, client, window, member_of(property));
    if (result == S_OK) {
        *value = does_nothing(&asked) ? asked.row->given : read_property(asked.window->conversation, property);
    }
    return result;
}

static imc_hresult check_size(int32_t value)
{
    const enum desk_geometry_fault fault = desk_policy.geometry_fault;
    if (value > 0 || (value == 0 && fault == GEOMETRY_ZERO_TAKEN) || (value < 0 && fault == GEOMETRY_NEGATIVE_TAKEN)) {
        return S_OK;
    }
    return fault == GEOMETRY_SIZE_CODE ? E_FAIL : E_INVALIDARG;
}

static imc_hresult write_property(struct desk_conversation *conversation, enum imc_property property, int32_t value)
{
    const enum desk_geometry_fault fault = desk_policy.geometry_fault;
    const bool is_size = property == IMC_WIDTH || property == IMC_HEIGHT;
    if (is_size && check_size(value) != S_OK) {
        return check_size(value);
    }
    if (property == IMC_LEFT && value < 0 && fault == GEOMETRY_NEGATIVE_LEFT_REFUSED) {
        return E_INVALIDARG;
    }
    if (fault == GEOMETRY_NOT_KEPT) {
        return S_OK;
    }
    switch (property) {
    case IMC_LEFT: *(fault == GEOMETRY_SWAPPED ? &conversation->top : &conversation->left) = value; return S_OK;
    case IMC_TOP: *(fault == GEOMETRY_SWAPPED ? &conversation->left : &conversation->top) = value; return S_OK;
    case IMC_WIDTH: conversation->width = value; return S_OK;
    case IMC_HEIGHT: conversation->height = value; return S_OK;
    case IMC_HWND:
    case IMC_IS_CLOSED: break;
    }
    return DISP_E_MEMBERNOTFOUND;
}

imc_hresult members_window_put(void *client, struct imc_object *window, enum imc_property property, int32_t value)
{
    struct asked asked = { 0 };
    const imc_hresult result = begin(&asked, client, window, MEMBER_PUT);
    if (result != S_OK || does_nothing(&asked)) {
        return result;
    }
    return write_property(asked.window->conversation, property, value);
}

imc_hresult members_window_show(void *client, struct imc_object *window)
{
    struct asked asked = { 0 };
    const imc_hresult result = begin(&asked, client, window, MEMBER_SHOW);
    if (result != S_OK || does_nothing(&asked)) {
        return result;
    }
    if (asked.row != NULL && asked.row->value == VALUE_RAISE) {
        asked.window->conversation->open = true;
        asked.window->conversation->shown = true;
    }
    if (desk_policy.show_closes) {
        conversation_close(asked.client, asked.window->conversation, CAUSE_CLOSE);
    }
    return S_OK;
}

imc_hresult members_window_close(void *client, struct imc_object *window)
{
    struct asked asked = { 0 };
    const imc_hresult result = begin(&asked, client, window, MEMBER_CLOSE);
    if (result == S_OK && !does_nothing(&asked) && !desk_policy.close_keeps_open) {
        conversation_close(asked.client, asked.window->conversation, CAUSE_CLOSE);
    }
    return result;
}

imc_hresult members_window_contacts(void *client, struct imc_object *window,
                                    void (*each)(void *context, const struct imc_bstr *signin_name), void *context)
{
    struct asked asked = { 0 };
    const imc_hresult result = begin(&asked, client, window, MEMBER_CONTACTS);
    if (result != S_OK || does_nothing(&asked) || each == NULL || !is_filled(asked.window)) {
        return result;
    }
    conversation_each_listed(asked.window->conversation, each, context);
    if (desk_policy.local_user_listed) {
        each(context, &asked.client->local_user);
    }
    return result;
}
