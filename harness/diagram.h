/*
 * State diagrams, found by running the model: from the beginning every event is tried in every state, everything that
 * the oracle allows is answered, and the states that this leads to are told apart by what a person would call them.
 * Nothing here says what follows what; it only names the states.
 */
#ifndef IMCONFORM_DIAGRAM_H
#define IMCONFORM_DIAGRAM_H

#include <jansson.h>

/*
 * The diagrams as JSON, see reports/schema/machine.schema.json; the caller owns it.  They are the same each time.
 * A step is one allowed answer: FROM a state, an EVENT, the answer with its grade and rule, and the state TO.
 */
json_t *diagram_list(void);

#endif
