/*
 * Steps as JSON for the journal and as words for people.
 */
#ifndef IMCONFORM_RECORD_H
#define IMCONFORM_RECORD_H

#include <jansson.h>

#include "exec.h"
#include "ics.h"

/* What the record of a step says of it before and after it was performed: JSON texts, freed by record_end. */
struct record_parts {
    char *did, *allowed;
};
struct record_parts record_begin(const struct step_record *record);
void record_end(struct record_parts *parts);
/* The JSON text of the record of one step, see reports/schema; the caller frees it.  A step without an observation has
 * none. */
char *record_step(const struct record_parts *parts, const struct step_record *record);
/* Does once, before processes are forked that record steps, what each of them would do for itself otherwise. */
void record_prepare(void);
/* Which capabilities and bindings the steps of a record came to use. */
ics_set record_used(const json_t *steps);
/* The JSON text of a value, with lone surrogates as JSON writes them; the caller frees it.  Never NULL. */
char *record_text(const json_t *value);
/* The other way; NULL if it is no JSON. */
json_t *record_parse(const char *text, size_t size);
/* "S_OK", "0x80041234". */
const char *record_hresult(uint32_t hresult, char room[16]);

#endif
