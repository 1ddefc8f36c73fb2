/*
 * imconform explore: every state of a model.
 */
#include <string.h>
#include <unistd.h>

#include "explore_states.h"
#include "kit.h"

static struct states_options states = {
    .config = "messenger", .answers = "noted", .profile = DEFAULT_PROFILE, .memory_mb = 4096
};

static const struct option_row options[] = {
    { .name = "config", .value = "NAME", .help = "messenger, benchmark or benchmark-wrong", .text = &states.config },
    { .name = "contacts", .value = "K", .help = "how many contacts there are", .number = &states.contacts },
    { .name = "references", .value = "R", .help = "how many references each may have", .number = &states.references },
    { .name = "answers",
      .value = "GRADE",
      .help = "follow answers that are preferred, accepted or noted (noted)",
      .text = &states.answers },
    { .name = "profile", .value = "NAME", .help = "which documentation applies, see run", .text = &states.profile },
    { .name = "dot", .value = "FILE", .help = "write the graph for graphviz", .text = &states.dot },
    { .name = "json", .value = "FILE", .help = "write states and steps as JSON", .text = &states.json },
    { .name = "memory", .value = "MIB", .help = "how much memory may be used (4096)", .number = &states.memory_mb },
    { .name = "jobs", .value = "N", .help = "how many at once (one for each processor)", .number = &states.jobs },
    { 0 },
};

static enum status run(int count, const char *const *arguments)
{
    if (count != 1 || strcmp(arguments[0], "model") != 0) return misuse(&command_explore, "expected \"model\"");
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (states.jobs == 0) states.jobs = processors > 0 ? (unsigned)processors : 1;
    return explore_states(&command_explore, &states);
}

const struct command command_explore = {
    .name = "explore",
    .arguments = "model [--config NAME]",
    .summary = "finds every state of the model and checks the invariants in each",
    .help =
        "Breadth first and exact: no state is left out or taken for another.  Prints how many states and transitions\n"
        "there are, how many steps the farthest state is away, and a shortest way to it.  If an invariant does not\n"
        "hold, a shortest sequence that breaks it is printed, and the status is 1.\n"
        "\n"
        "messenger  the model that cases are judged by: K contacts, at most R references to windows for each (1, 1).\n"
        "           A transition is an event with one of its allowed answers, told apart by where it leads; all events\n"
        "           that an implementation may raise are then raised.  Counters of windows that may be left on a\n"
        "           screen stop at one.\n"
        "benchmark  the small machine on which model checkers are compared (4, 3): 8^K + 2 * 4^K states for R = 3.\n"
        "benchmark-wrong  the same with a mistake, to see what a broken invariant looks like.\n",
    .options = options,
    .run = run,
};
