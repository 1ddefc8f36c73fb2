/* Names: owned copies of BSTRs, comparison, and what a name is like.  Knows no client. */
#ifndef DESK_TEXT_H
#define DESK_TEXT_H

#include "policy.h"

#include <stdbool.h>
#include <stdint.h>

/* A view of LENGTH units, which stay where they are, and one of none. */
struct imc_bstr text_view(const uint16_t *units, uint32_t length);
struct imc_bstr text_empty(void);

/* A copy whose units the caller frees with text_free. */
struct imc_bstr text_copy(struct imc_bstr text);
struct imc_bstr text_from_ascii(const char *ascii);
void text_free(struct imc_bstr *text);

void text_make_lower(struct imc_bstr *owned);

/* Whether TEXT is the same name as NAME, by the rules of HOW. */
bool text_matches(struct imc_bstr text, struct imc_bstr name, const struct desk_match *how);
bool text_equals(struct imc_bstr left, struct imc_bstr right);

/* TEXT up to and without the first UNIT; all of it when there is none. */
struct imc_bstr text_before(struct imc_bstr text, uint16_t unit);

uint32_t text_count(struct imc_bstr text, uint16_t unit);
bool text_has_scheme(struct imc_bstr text);
bool text_any(struct imc_bstr text, bool (*test)(uint16_t unit));
bool text_has_pair(struct imc_bstr text);
bool text_has_lone_surrogate(struct imc_bstr text);

/* Length in the unit that the policy counts. */
uint32_t text_length(struct imc_bstr text, enum desk_length_unit unit);

/* Whether the policy sees a carriage return or a line feed. */
bool text_has_break(struct imc_bstr text, enum desk_breaks where);

#endif
