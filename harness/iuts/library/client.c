/* The life of a client, and the people it knows. */
#include "client.h"

#include "clock.h"
#include "contact.h"
#include "conversation.h"
#include "events.h"
#include "memory.h"
#include "text.h"
#include "window.h"

#include <string.h>

static void forget_people(struct desk_client *client)
{
    text_free(&client->local_user);
    for (uint32_t i = 0; i < client->people_count; i++) {
        text_free(&client->people[i].signin_name);
    }
    memory_free(client->people);
    client->people = NULL;
    client->people_count = 0;
}

static void forget_everything(struct desk_client *client)
{
    events_forget(client);
    windows_forget(client);
    conversations_forget(client);
    contacts_forget(client);
    forget_people(client);
    text_free(&client->lent_name);
    memset(client, 0, sizeof *client);
}

static void take_own_people(struct desk_client *client)
{
    static const struct {
        const char *name;
        enum imc_service service;
    } own[] = {
        { "alice@desk.example", IMC_SERVICE_PRIMARY },  { "bob@desk.example", IMC_SERVICE_PRIMARY },
        { "carol@desk.example", IMC_SERVICE_PRIMARY },  { "dave@desk.example", IMC_SERVICE_PRIMARY },
        { "erin@desk.example", IMC_SERVICE_PRIMARY },   { "frank@desk.example", IMC_SERVICE_PRIMARY },
        { "sam@other.example", IMC_SERVICE_SECONDARY }, { "tina@other.example", IMC_SERVICE_SECONDARY },
    };
    const uint32_t count = (uint32_t)(sizeof own / sizeof own[0]);
    client->local_user = text_from_ascii("keeper@desk.example");
    client->people = memory_new(count, sizeof *client->people);
    client->people_count = count;
    for (uint32_t i = 0; i < count; i++) {
        client->people[i].signin_name = text_from_ascii(own[i].name);
        client->people[i].service = own[i].service;
    }
}

static void take_people(struct desk_client *client, const struct imc_people *people)
{
    client->local_user = text_copy(people->local_user);
    client->people = memory_new(people->contact_count, sizeof *client->people);
    client->people_count = people->contact_count;
    for (uint32_t i = 0; i < people->contact_count; i++) {
        client->people[i].signin_name = text_copy(people->contacts[i].signin_name);
        client->people[i].service = people->contacts[i].service;
    }
}

struct desk_client *client_new(void)
{
    struct desk_client *client = memory_new(1, sizeof *client);
    client_reset(client, NULL);
    return client;
}

void client_free(struct desk_client *client)
{
    forget_everything(client);
    memory_free(client);
}

void client_reset(struct desk_client *client, const struct imc_people *people)
{
    const struct imc_people nobody = { .local_user = text_empty() };
    forget_everything(client);
    client->connected = true;
    client->lent_name = text_from_ascii("");
    if (desk_policy.own_people) {
        take_own_people(client);
    } else {
        take_people(client, people != NULL ? people : &nobody);
    }
    client->people_view = (struct imc_people){
        .local_user = client->local_user,
        .contacts = client->people,
        .contact_count = client->people_count,
    };
}

void client_tick(struct desk_client *client)
{
    if (client->closing_due != 0 && clock_now_ms() >= client->closing_due) {
        client->closing_due = 0;
        conversations_close_all(client, CAUSE_SIGN_OUT);
    }
}

bool client_knows(const struct desk_client *client, struct imc_bstr name, enum imc_service service)
{
    for (uint32_t i = 0; i < client->people_count; i++) {
        const struct imc_contact *person = &client->people[i];
        if (person->service == service && text_matches(name, person->signin_name, &(struct desk_match){ 0 })) {
            return true;
        }
    }
    return false;
}

struct imc_bstr client_lend(struct desk_client *client, struct imc_bstr name)
{
    const struct imc_bstr copy = text_copy(name);
    text_free(&client->lent_name);
    client->lent_name = copy;
    return client->lent_name;
}
