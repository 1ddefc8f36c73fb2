/*
 * What commands share: where the cases are, loading them with complaints, choosing among them.
 */
#ifndef IMCONFORM_COMMON_H
#define IMCONFORM_COMMON_H

#include "case.h"
#include "command.h"

/* What the user has to write to call this program again: a name, or a path. */
extern const char *program;

/* Loads the given files and folders, or the kit's own cases for none.  NULL after complaints on stderr. */
struct suite *load_cases(int count, const char *const *paths);
/* The kit's own data of that name: in $IMCONFORM_DATA, where it was installed or built, or in the present folder. */
const char *data_folder(const char *name);
/* The rule with that id, or IM_RULE_NONE. */
enum im_rule find_rule(const char *id);
/* The profile with that id; NULL after a complaint on stderr that names those that there are. */
const struct im_profile *known_profile(const struct command *command, const char *id);
#define PROFILE_HELP "which documentation applies: windows-messenger or communicator-2007"
/* Makes the folder, and those above it.  False with errno. */
bool make_folder(const char *path);
/* "library:./desk.so" becomes "imconform-out/library-desk.so". */
void default_folder(const char *locator, char *to, size_t room);
/* Are both there, and the same? */
bool same_folder(const char *a, const char *b);
/* Does `pattern`, a glob, match the id? */
bool matches(const char *pattern, const char *id);

#endif
