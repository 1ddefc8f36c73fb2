/*
 * A messenger in one file, as an example of how to bring your own to the kit: the mandatory part of
 * imconform_library.h, and three capabilities.  Everything that it lacks is NULL in the table at the end.
 *
 * It never draws anything: a window is open from the call that makes it until its last reference is released or
 * the user signs out.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "imconform_library.h"

enum { LONGEST_NAME = 129 };

static const imc_hresult S_OK_ = 0, E_FAIL_ = 0x80004005, E_INVALIDARG_ = 0x80070057;
static const imc_hresult E_NULL_OUT = 0x800706F4;      /* RPC_X_NULL_REF_POINTER */
static const imc_hresult E_NOT_SIGNED_IN = 0x8100031E; /* MSGR_E_NOT_LOGGED_ON */
static const imc_hresult E_GONE = 0x80010108;          /* RPC_E_DISCONNECTED */

struct name {
    uint16_t units[LONGEST_NAME];
    uint32_t length;
};

struct window {
    struct imc_object object; /* first, so that a pointer to one is a pointer to the other */
    struct client *client;    /* NULL: it was closed */
    struct window *next;
    struct name contact;
    uint32_t references;
    int64_t handle;
};

struct client {
    struct window *windows; /* the open ones */
    struct name me;
    bool signed_in;
    int64_t last_handle;
};

static bool same_name(const struct name *a, const struct name *b)
{
    return a->length == b->length && memcmp(a->units, b->units, a->length * sizeof a->units[0]) == 0;
}

static bool take_name(struct name *name, const struct imc_bstr *text)
{
    if (text->length > LONGEST_NAME) return false;
    memcpy(name->units, text->units, text->length * sizeof name->units[0]);
    name->length = text->length;
    return true;
}

/* --- window objects: COM's rules --------------------------------------------------------------------------- */

static void close_window(struct window *window)
{
    if (window->client == NULL) return;
    struct window **at = &window->client->windows;
    while (*at != window) at = &(*at)->next;
    *at = window->next;
    window->client = NULL;
}

static void *window_query(struct imc_object *object, enum imc_kind kind)
{
    return kind == IMC_KIND_CONTACT ? NULL : object;
}

static uint32_t window_add_ref(struct imc_object *object) { return ++((struct window *)object)->references; }

static uint32_t window_release(struct imc_object *object)
{
    struct window *window = (struct window *)object;
    uint32_t left = --window->references;
    if (left == 0) {
        close_window(window);
        free(window);
    }
    return left;
}

static const struct imc_object_ops window_ops = { window_query, window_add_ref, window_release };

static struct window *open_window(struct client *client, const struct name *contact)
{
    struct window *window = calloc(1, sizeof *window);
    if (window == NULL) return NULL;
    *window = (struct window){ .object = { &window_ops },
                               .client = client,
                               .next = client->windows,
                               .contact = *contact,
                               .handle = ++client->last_handle };
    client->windows = window;
    return window;
}

/* --- the method under test --------------------------------------------------------------------------------- */

/* The documentation refuses what is NULL, begins with a space, has a line break, or is too long. */
static bool read_argument(struct imc_variant argument, struct name *name)
{
    while (argument.vt == (IMC_VT_BYREF | IMC_VT_VARIANT)) argument = *argument.u.p_variant;
    const struct imc_bstr *text = argument.vt == IMC_VT_BSTR                    ? argument.u.bstr
                                  : argument.vt == (IMC_VT_BYREF | IMC_VT_BSTR) ? *argument.u.p_bstr
                                                                                : NULL;
    if (text == NULL || text->length == 0 || text->units[0] == ' ') return false;
    for (uint32_t i = 0; i < text->length; i++) {
        if (text->units[i] == '\r' || text->units[i] == '\n') return false;
    }
    return take_name(name, text);
}

static imc_hresult instant_message(void *context, struct imc_variant vContact, struct imc_object **ppMWindow,
                                   enum imc_binding binding)
{
    struct client *client = context;
    struct name contact;
    (void)binding;
    if (ppMWindow == NULL) return E_NULL_OUT;
    *ppMWindow = NULL;
    if (!read_argument(vContact, &contact)) return E_INVALIDARG_;
    if (!client->signed_in) return E_NOT_SIGNED_IN;
    if (same_name(&contact, &client->me)) return E_FAIL_;
    struct window *window = client->windows;
    while (window != NULL && !same_name(&window->contact, &contact)) window = window->next;
    if (window == NULL) window = open_window(client, &contact);
    if (window == NULL) return E_FAIL_;
    window_add_ref(&window->object);
    *ppMWindow = &window->object;
    return S_OK_;
}

/* --- the rest ---------------------------------------------------------------------------------------------- */

static void *create(void) { return calloc(1, sizeof(struct client)); }

static enum imc_status sign_out(void *context)
{
    struct client *client = context;
    while (client->windows != NULL) close_window(client->windows);
    client->signed_in = false;
    return IMC_DONE;
}

static enum imc_status sign_in(void *context)
{
    ((struct client *)context)->signed_in = true;
    return IMC_DONE;
}

static void destroy(void *context)
{
    sign_out(context);
    free(context);
}

/* This client can be anybody, and whom it knows makes no difference to it. */
static enum imc_status reset(void *context, const struct imc_people *wanted, const struct imc_people **people_it_has)
{
    struct client *client = context;
    (void)people_it_has;
    sign_out(client);
    return take_name(&client->me, &wanted->local_user) ? IMC_DONE : IMC_CANNOT;
}

static imc_hresult window_get(void *context, struct imc_object *object, enum imc_property property, int64_t *value)
{
    const struct window *window = (const struct window *)object;
    static const int64_t place[] = {
        [IMC_IS_CLOSED] = 0, [IMC_LEFT] = 10, [IMC_TOP] = 10, [IMC_WIDTH] = 320, [IMC_HEIGHT] = 200
    };
    (void)context;
    if (window->client == NULL) return E_GONE;
    *value = property == IMC_HWND ? window->handle : place[property];
    return S_OK_;
}

static const struct imc_library table = {
    .abi = IMC_ABI_VERSION,
    .name = "mini messenger",
    .version = "1.0",
    .create = create,
    .destroy = destroy,
    .reset = reset,
    .instant_message = instant_message,
    .sign_in = sign_in,
    .sign_out = sign_out,
    .window_get = window_get,
};

const struct imc_library *imconform_library(uint32_t abi_version)
{
    return abi_version == IMC_ABI_VERSION ? &table : NULL;
}
