/*
 * The bytes of a case file before anybody takes them for YAML: UTF-8, and every character to be seen for what it is.
 * Knows neither YAML nor cases.
 */
#ifndef IMCONFORM_CASE_BYTES_H
#define IMCONFORM_CASE_BYTES_H

#include "case_complain.h"

/* False after complaints about bytes that are no UTF-8, tabs, control characters and the like.  Whatever it lets
 * through counts lines and columns as libyaml does. */
bool bytes_are_sound(struct complaints *complaints, const char *bytes, size_t size);

#endif
