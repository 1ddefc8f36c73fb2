/*
 * What the tests of machines, suites and learning share: random machines from a seed, and all their single faults.
 */
#ifndef FSM_KIT_H
#define FSM_KIT_H

#include "suite.h"

extern uint32_t kit_seed;
uint32_t kit_dice(uint32_t sides);
/* A machine whose outputs are digits. */
struct fsm *kit_empty(uint32_t states, uint32_t inputs, uint32_t outputs);
/* A random machine that is minimal and of which every state can be reached. */
struct fsm *kit_machine(uint32_t states, uint32_t inputs, uint32_t outputs);
/* Does a wrong machine fail one of the tests? */
bool kit_fails(const struct fsm *right, const struct fsm *wrong, const struct tests *tests);
/* Makes each single output and transfer fault of a minimal machine, each of which must fail; returns how many. */
uint32_t kit_single_faults(const struct fsm *right, const struct tests *tests);

#endif
