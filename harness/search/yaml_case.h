/*
 * A case as it stands in a case file.  All of it is ASCII: whatever an implementation or a walk put into it is escaped.
 */
#ifndef IMCONFORM_YAML_CASE_H
#define IMCONFORM_YAML_CASE_H

#include "base.h"
#include "case.h"

/* The text of a file that has just this case, in the arena; `comment` is one line for people, or NULL. */
const char *yaml_case(struct arena *arena, const struct test_case *test, const char *comment);
/* One text of it. */
const char *yaml_text(struct arena *arena, const struct text_spec *text);

#endif
