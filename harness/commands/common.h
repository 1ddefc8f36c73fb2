/*
 * What commands share: where the cases are, loading them with complaints, choosing among them.
 */
#ifndef IMCONFORM_COMMON_H
#define IMCONFORM_COMMON_H

#include "case.h"
#include "command.h"

/* Loads the given files and folders, or the kit's own cases for none.  NULL after complaints on stderr. */
struct suite *load_cases(int count, const char *const *paths);
/* The folder of the kit's own data: $IMCONFORM_DATA, where it was installed, or the present folder. */
const char *data_folder(const char *name);
/* The rule with that id, or IM_RULE_NONE. */
enum im_rule find_rule(const char *id);
/* Does `pattern`, a glob, match the id? */
bool matches(const char *pattern, const char *id);

#endif
