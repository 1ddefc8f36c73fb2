/*
 * From clauses to rules to cases: see trace.h.
 */
#include "trace.h"

#include <string.h>

bool rule_cites(enum im_rule rule, const char *id)
{
    size_t length = strlen(id);
    for (const char *at = im_rules[rule].clauses; (at = strstr(at, id)) != NULL; at += length) {
        bool begins = at == im_rules[rule].clauses || at[-1] == ' ';
        if (begins && (at[length] == ' ' || at[length] == '\0')) return true;
    }
    return false;
}

bool clause_cited(const char *id)
{
    for (int rule = 1; rule < IM_RULE_COUNT; rule++) {
        if (rule_cites((enum im_rule)rule, id)) return true;
    }
    return false;
}

size_t rule_cases(const struct suite *suite, enum im_rule rule)
{
    size_t count = 0;
    for (size_t i = 0; i < suite->count; i++) {
        for (size_t j = 0; j < suite->cases[i].rule_count; j++) count += suite->cases[i].rules[j] == rule;
    }
    return count;
}
