/* Signing in and out, losing the connection, and what the person at the screen does: the ABI's changes. */
#ifndef DESK_SESSION_H
#define DESK_SESSION_H

#include "client.h"

enum imc_status session_sign_in(void *client);
enum imc_status session_sign_out(void *client);
enum imc_status session_go_offline(void *client);
enum imc_status session_go_online(void *client);
enum imc_status session_service_sign_in(void *client, enum imc_service service);
enum imc_status session_service_sign_out(void *client, enum imc_service service);

enum imc_status user_close_window(void *client, struct imc_object *window);
enum imc_status user_add_contact(void *client, struct imc_object *window, const struct imc_bstr *signin_name);
enum imc_status user_open_dialog(void *client, const char *dialog);
enum imc_status user_close_dialogs(void *client);
enum imc_status user_set_focus_allowed(void *client, bool allowed);

#endif
