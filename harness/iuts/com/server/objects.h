/* Makers of the objects that clients hold.  Each gives one reference. */
#ifndef COM_SERVER_OBJECTS_H
#define COM_SERVER_OBJECTS_H

#include "face.h"

/* These take over the reference that the caller has to the window or contact. */
IDispatch *object_of_window(struct window *window);
/* The same, as an interface that counts its references by itself. */
IDispatch *part_of_window(struct window *window);
IDispatch *object_of_contact(struct contact *contact);

/* The contact list, or those who take part in WINDOW. */
IDispatch *object_of_contacts(struct window *window);
IDispatch *object_of_services(void);
IDispatch *object_of_service(enum service service);

/* An IEnumVARIANT over objects, of which it takes over the references; the array is copied. */
HRESULT object_of_items(IDispatch *const *items, ULONG count, IUnknown **out);

/* The messenger, of which there is one. */
HRESULT messenger_query(REFIID id, void **out);
ULONG messenger_add(void);
ULONG messenger_release(void);
/* Its second interface, IDeskControl. */
void *messenger_control(void);

/* An argument that names somebody to talk to. */
struct argument {
    struct target target;
    BSTR owned_name;
    BSTR owned_service;
};
/* The value stays the caller's and is not changed; give the argument back with argument_free. */
void argument_read(const VARIANT *value, struct argument *argument);
void argument_free(struct argument *argument);

/* The service that an id means; an empty one is the primary one.  False for none of ours. */
bool service_of_id(BSTR id, enum service *service);
struct name service_id(enum service service);
struct name service_name(enum service service);

#endif
