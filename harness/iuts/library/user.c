/* What the person at the screen does. */
#include "session.h"

#include "contact.h"
#include "conversation.h"
#include "events.h"
#include "text.h"
#include "window.h"

#include <string.h>

/* A window that is closed already stays as it is, as when the person and the program close it at once. */
enum imc_status user_close_window(void *client, struct imc_object *window)
{
    struct desk_client *desk = client;
    const struct desk_window *closed = window_from_object(window);
    client_tick(desk);
    if (closed == NULL) {
        return IMC_CANNOT;
    }
    conversation_close(desk, closed->conversation, CAUSE_USER);
    return IMC_DONE;
}

static bool takes_part(const struct desk_conversation *conversation, struct imc_bstr name)
{
    for (const struct desk_participant *p = conversation->participants; p != NULL; p = p->next) {
        if (p->counts && text_matches(name, p->who.signin_name, &(struct desk_match){ 0 })) {
            return true;
        }
    }
    return false;
}

enum imc_status user_add_contact(void *client, struct imc_object *window, const struct imc_bstr *signin_name)
{
    struct desk_client *desk = client;
    struct desk_window *joined = window_from_object(window);
    client_tick(desk);
    if (joined == NULL || signin_name == NULL || !window_is_live(joined) || contact_has_own_name(desk, *signin_name)) {
        return IMC_CANNOT;
    }
    if (takes_part(joined->conversation, *signin_name)) {
        return IMC_DONE;
    }
    const struct imc_contact who = { .signin_name = *signin_name, .service = IMC_SERVICE_PRIMARY };
    conversation_add(joined->conversation, &who, true, true);
    const struct desk_about about = {
        .conversation = joined->conversation,
        .window = joined,
        .contact = contact_find(desk, *signin_name, IMC_SERVICE_PRIMARY),
    };
    events_begin(desk, MOMENT_JOINED);
    events_raise(desk, MOMENT_JOINED, SAY_ADDED, about);
    events_end(desk, MOMENT_JOINED, about);
    return IMC_DONE;
}

enum imc_status user_open_dialog(void *client, const char *dialog)
{
    static const char *const known[] = { "options", "addContact", "signIn" };
    struct desk_client *desk = client;
    client_tick(desk);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i], dialog) == 0) {
            desk->dialogs++;
            return IMC_DONE;
        }
    }
    return IMC_CANNOT;
}

enum imc_status user_close_dialogs(void *client)
{
    struct desk_client *desk = client;
    client_tick(desk);
    desk->dialogs = 0;
    return IMC_DONE;
}

enum imc_status user_set_focus_allowed(void *client, bool allowed)
{
    struct desk_client *desk = client;
    client_tick(desk);
    desk->focus_refused = !allowed;
    return IMC_DONE;
}
