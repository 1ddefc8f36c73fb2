/*
 * Faces: what clients hold.  Each answers IUnknown and IDispatch by itself, the latter from the type library, and has the
 * members of one dual interface.
 */
#ifndef COM_SERVER_FACE_H
#define COM_SERVER_FACE_H

#include "module.h"

struct face;

/* What all faces of one kind share.  Functions that are NULL have nothing to add. */
struct kind {
    const void *table;               /* the vtable of the dual interface */
    const IID *const *interfaces;    /* that interface, then its bases; ends with NULL */
    ULONG (*add)(struct face *face); /* when the references are counted elsewhere */
    ULONG (*release)(struct face *face);
    void (*end)(struct face *face);                             /* what it refers to, before it is freed */
    BOOL (*refuses)(struct face *face, REFIID id);              /* an interface of the above, after all */
    HRESULT (*query)(struct face *face, REFIID id, void **out); /* instead of the interfaces above */
};

/* The beginning of each; the first member is what COM takes for the object. */
struct face {
    const void *table;
    const struct kind *kind;
    ULONG references;
};

/* A new face of SIZE bytes with one reference. */
void *face_new(const struct kind *kind, size_t size);
/* Ends and frees it, whatever refers to it. */
void face_free(void *face);

/* For vtables: the seven members that come first. */
HRESULT STDMETHODCALLTYPE face_query(struct face *self, REFIID id, void **out);
ULONG STDMETHODCALLTYPE face_add(struct face *self);
ULONG STDMETHODCALLTYPE face_release(struct face *self);
HRESULT STDMETHODCALLTYPE face_info_count(struct face *self, UINT *count);
HRESULT STDMETHODCALLTYPE face_info(struct face *self, UINT index, LCID locale, ITypeInfo **info);
HRESULT STDMETHODCALLTYPE face_ids(struct face *self, REFIID reserved, LPOLESTR *names, UINT count, LCID locale,
                                   DISPID *ids);
HRESULT STDMETHODCALLTYPE face_invoke(struct face *self, DISPID id, REFIID reserved, LCID locale, WORD flags,
                                      DISPPARAMS *parameters, VARIANT *result, EXCEPINFO *exception, UINT *wrong);

#define FACE_PART(type)                                                                                               \
    .QueryInterface = (HRESULT(STDMETHODCALLTYPE *)(type *, REFIID, void **))face_query,                              \
    .AddRef = (ULONG(STDMETHODCALLTYPE *)(type *))face_add,                                                           \
    .Release = (ULONG(STDMETHODCALLTYPE *)(type *))face_release,                                                      \
    .GetTypeInfoCount = (HRESULT(STDMETHODCALLTYPE *)(type *, UINT *))face_info_count,                                \
    .GetTypeInfo = (HRESULT(STDMETHODCALLTYPE *)(type *, UINT, LCID, ITypeInfo **))face_info,                         \
    .GetIDsOfNames = (HRESULT(STDMETHODCALLTYPE *)(type *, REFIID, LPOLESTR *, UINT, LCID, DISPID *))face_ids,        \
    .Invoke = (HRESULT(STDMETHODCALLTYPE *)(type *, DISPID, REFIID, LCID, WORD, DISPPARAMS *, VARIANT *, EXCEPINFO *, \
                                            UINT *))face_invoke

/* The living faces, counted for those who look for leaks. */
LONG face_count(void);
/* For faces that are never freed: whether they are referred to. */
void face_counts(BOOL alive);

HRESULT give_text(struct name name, BSTR *out);
/* The units are the string's. */
struct name name_of_text(BSTR text);

#endif
