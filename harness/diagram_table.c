/*
 * The tables of the state diagrams: see diagram_table.h.  Nothing here says what follows what.
 */
#include "diagram_table.h"

/* --- the world --- */

#define TEXT(text)                                      \
    {                                                   \
        u##text, sizeof(u##text) / sizeof(uint16_t) - 1 \
    }
static const struct im_text names[NAME_COUNT] = { TEXT("me@example.com"), TEXT("alice@example.com"),
                                                  TEXT("carol@example.net") };
static const struct im_listed listed[] = { { NAME_ALICE, 0 }, { NAME_CAROL, 1 } };
const struct im_world diagram_world = {
    .names = names,
    .name_count = NAME_COUNT,
    .me = NAME_ME,
    .listed = listed,
    .listed_count = sizeof listed / sizeof listed[0],
    .contact_identity = true,
};

/* --- the names of states --- */

static const char *client_of(const struct place *place)
{
    static const char *const words[] = { "signed out", "signing in", "signed in", "offline", "signing out" };
    return words[place->state.client];
}

static struct label name_client(const struct place *place) { return (struct label){ .text = client_of(place) }; }

static struct label name_service(const struct place *place)
{
    static const char *const words[] = { "not signed in there", "perhaps signed in there", "signed in there" };
    return (struct label){ .group = client_of(place), .text = words[place->state.secondary] };
}

static const struct im_conversation *with_alice(const struct place *place)
{
    static const struct im_conversation none;
    const struct im_conversation *best = &none;
    for (int i = 0; i < IM_CONVERSATIONS; i++) {
        const struct im_conversation *conversation = &place->state.conversations[i];
        if (conversation->members > 0 && conversation->shown > best->shown) best = conversation;
    }
    return best;
}

static struct label name_window(const struct place *place)
{
    struct label label = { .group = client_of(place), .text = "no window" };
    if (place->window == 0) {
        enum im_known shown = (enum im_known)with_alice(place)->shown;
        if (shown == IM_YES) label.text = "open without object";
        if (shown == IM_MAYBE) label.text = "let go", label.note = "perhaps still on the screen";
        return label;
    }
    const struct im_object *object = &place->state.objects[place->window - 1];
    if (object->alive == IM_YES) {
        label.text = "open";
        label.note = "its object is held";
    } else if (object->ended_by == IM_ENDED_BY_SIGN_OUT || object->ended_by == IM_ENDED_BY_OFFLINE) {
        label.text = object->alive == IM_MAYBE ? "perhaps alive" : "cut off";
        label.detail = object->ended_by == IM_ENDED_BY_OFFLINE ? "by going offline" : "by sign-out";
        label.note = object->alive == IM_MAYBE ? "held since before" : "its object is held, but dead";
    } else {
        label.text = "closed";
        label.note = "its object is held, but dead";
    }
    return label;
}

static struct label name_contact(const struct place *place)
{
    struct label label = { .group = client_of(place), .text = "no object" };
    if (place->contact == 0) return label;
    bool stale = place->state.contacts[place->contact - 1].stale;
    label.text = stale ? "held since before" : "held";
    label.note = stale ? "the client was signed out meanwhile" : NULL;
    return label;
}

/* --- what is tried --- */

/* clang-format off */
#define CLIENT_EVENTS \
    { .name = "client.signIn", .event = { .kind = IM_EV_SIGN_IN } }, \
    { .name = "client.signOut", .event = { .kind = IM_EV_SIGN_OUT } }, \
    { .name = "client.goOffline", .event = { .kind = IM_EV_GO_OFFLINE } }, \
    { .name = "client.goOnline", .event = { .kind = IM_EV_GO_ONLINE } }
#define MESSAGE_TO(who) { .kind = IM_EV_INSTANT_MESSAGE, .argument = { .form = IM_STRING, .name = who } }

static const struct action client_actions[] = {
    CLIENT_EVENTS,
    { .name = "instantMessage alice", .event = MESSAGE_TO(NAME_ALICE), .probe = true },
    { .name = "instantMessage me", .event = MESSAGE_TO(NAME_ME), .probe = true },
    { .name = "mySigninName", .event = { .kind = IM_EV_MY_SIGNIN_NAME }, .probe = true },
    { .name = "getContact alice", .event = { .kind = IM_EV_GET_CONTACT, .name = NAME_ALICE }, .probe = true },
};
static const struct action service_actions[] = {
    CLIENT_EVENTS,
    { .name = "service.signIn", .event = { .kind = IM_EV_SERVICE_SIGN_IN, .service = IM_SERVICE_SECONDARY } },
    { .name = "service.signOut", .event = { .kind = IM_EV_SERVICE_SIGN_OUT, .service = IM_SERVICE_SECONDARY } },
    { .name = "getContact carol there", .probe = true,
      .event = { .kind = IM_EV_GET_CONTACT, .name = NAME_CAROL, .service = IM_SERVICE_SECONDARY } },
};
static const struct action window_actions[] = {
    CLIENT_EVENTS,
    { .name = "instantMessage", .event = MESSAGE_TO(NAME_ALICE) },
    { .name = "release", .event = { .kind = IM_EV_RELEASE }, .fully = true },
    { .name = "Close", .event = { .kind = IM_EV_CLOSE } },
    { .name = "user.closeWindow", .event = { .kind = IM_EV_USER_CLOSE } },
    { .name = "HWND", .event = { .kind = IM_EV_GET, .property = IM_PROPERTY_HWND } },
    { .name = "IsClosed", .event = { .kind = IM_EV_GET, .property = IM_PROPERTY_IS_CLOSED } },
    { .name = "Left", .event = { .kind = IM_EV_GET, .property = IM_PROPERTY_LEFT } },
    { .name = "put Left", .event = { .kind = IM_EV_PUT, .property = IM_PROPERTY_LEFT, .value = 100 } },
    { .name = "Show", .event = { .kind = IM_EV_SHOW } },
    { .name = "Contacts", .event = { .kind = IM_EV_CONTACTS } },
};
static const struct action contact_actions[] = {
    CLIENT_EVENTS,
    { .name = "getContact", .event = { .kind = IM_EV_GET_CONTACT, .name = NAME_ALICE } },
    { .name = "release", .event = { .kind = IM_EV_CONTACT_RELEASE }, .fully = true },
    { .name = "IsSelf", .event = { .kind = IM_EV_IS_SELF }, .probe = true },
    { .name = "SigninName", .event = { .kind = IM_EV_SIGNIN_NAME }, .probe = true },
    { .name = "instantMessage", .probe = true,
      .event = { .kind = IM_EV_INSTANT_MESSAGE, .argument = { .form = IM_CONTACT } } },
};
/* clang-format on */

#define ACTIONS(list) list, sizeof(list) / sizeof(list)[0]
const struct diagram diagrams[] = {
    { "client", "The client", "The sign-in state, and what four calls answer in it.", name_client, true,
      ACTIONS(client_actions) },
    { "window", "The life of a window object",
      "One contact, and the object that the caller was given last: with a new one it releases the earlier one.  "
      "\"release\" gives back every reference.",
      name_window, false, ACTIONS(window_actions) },
    { "contact", "The life of a contact object", "One contact object, from GetContact to the last release.",
      name_contact, false, ACTIONS(contact_actions) },
    { "service", "The secondary service", "Signing in to a further service, beside the client's own sign-in.",
      name_service, false, ACTIONS(service_actions) },
};
const size_t diagram_count = sizeof diagrams / sizeof diagrams[0];
