/*
 * imconform explore: every state of a model, or every sequence of events on an implementation.
 */
#include <string.h>
#include <unistd.h>

#include "common.h"
#include "explore_states.h"
#include "explore_tree.h"
#include "kit.h"

static const char *profile = DEFAULT_PROFILE;
static unsigned contacts, references, jobs, depth;
static struct states_options states = { .config = "messenger", .answers = "noted", .memory_mb = 4096 };
static struct explore_tree_options tree = {
    .tree.run = { .grace_ms = LIMIT_GRACE_MS, .step_ms = LIMIT_STEP_MS, .start_ms = LIMIT_START_MS },
    .checkpoint = "imconform-explore.json",
};

static const struct option_row options[] = {
    { .name = "contacts", .value = "K", .help = "how many contacts there are", .number = &contacts },
    { .name = "references", .value = "R", .help = "how many references each may have", .number = &references },
    { .name = "profile", .value = "NAME", .help = PROFILE_HELP, .text = &profile },
    { .name = "jobs", .value = "N", .help = "how many at once (one for each processor)", .number = &jobs },
    { .name = "config",
      .value = "NAME",
      .help = "model: messenger, benchmark, benchmark-wrong",
      .text = &states.config },
    { .name = "answers",
      .value = "GRADE",
      .help = "model: follow answers that are preferred, accepted or noted (noted)",
      .text = &states.answers },
    { .name = "dot", .value = "FILE", .help = "model: write the graph for graphviz", .text = &states.dot },
    { .name = "json", .value = "FILE", .help = "model: write states and steps as JSON", .text = &states.json },
    { .name = "memory",
      .value = "MIB",
      .help = "model: how much memory may be used (4096)",
      .number = &states.memory_mb },
    { .name = "depth", .value = "N", .help = "LOCATOR: how many events (needed)", .number = &depth },
    { .name = "more",
      .help = "LOCATOR: also contact objects, raised events, more members of windows",
      .flag = &tree.tree.more },
    { .name = "prune",
      .help = "LOCATOR: do not go on from a state that the model was in before",
      .flag = &tree.tree.prune },
    { .name = "resume", .help = "LOCATOR: go on with what was interrupted", .flag = &tree.resume },
    { .name = "checkpoint",
      .value = "FILE",
      .help = "LOCATOR: where an interrupt leaves it (imconform-explore.json)",
      .text = &tree.checkpoint },
    { .name = "out",
      .value = "DIR",
      .help = "LOCATOR: where cases that fail go (imconform-out/NAME)",
      .text = &tree.out },
    { .name = "grace",
      .value = "MS",
      .help = "LOCATOR: how long an effect may take to arrive (5000)",
      .number = &tree.tree.run.grace_ms },
    { .name = "timeout",
      .value = "MS",
      .help = "LOCATOR: how long one step may take (10000)",
      .number = &tree.tree.run.step_ms },
    { .name = "allow-remote", .help = "tcp: to a host that is not this one", .flag = &tree.tree.run.allow_remote },
    { 0 },
};

static enum status run_tree(const char *locator)
{
    if (depth == 0) return misuse(&command_explore, "say with --depth N how many events a sequence has");
    if (known_profile(&command_explore, profile) == NULL) return STATUS_CANNOT;
    tree.tree.run.locator = locator;
    tree.tree.run.profile = profile;
    tree.tree.depth = depth;
    tree.tree.contacts = contacts > 0 ? contacts : 1;
    tree.tree.references = references > 0 ? references : 2;
    tree.tree.workers = jobs;
    return explore_tree(&command_explore, &tree);
}

static enum status run(int count, const char *const *arguments)
{
    if (count != 1) return misuse(&command_explore, "expected \"model\", or a LOCATOR");
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (jobs == 0) jobs = processors > 0 ? (unsigned)processors : 1;
    if (strcmp(arguments[0], "model") != 0) return run_tree(arguments[0]);
    states.profile = profile;
    states.contacts = contacts;
    states.references = references;
    states.jobs = jobs;
    return explore_states(&command_explore, &states);
}

const struct command command_explore = {
    .name = "explore",
    .arguments = "model | LOCATOR --depth N",
    .summary = "finds every state of the model, or tries every sequence on an implementation",
    .help =
        "model: breadth first and exact: no state is left out or taken for another.  Prints how many states and\n"
        "transitions there are, how many steps the farthest state is away, and a shortest way to it.  If an invariant does\n"
        "not hold, a shortest sequence that breaks it is printed, and the status is 1.\n"
        "\n"
        "messenger  the model that cases are judged by: K contacts, at most R references to windows for each (1, 1).\n"
        "           A transition is an event with one of its allowed answers, told apart by where it leads; all events\n"
        "           that an implementation may raise are then raised.  Counters of windows that may be left on a\n"
        "           screen stop at one.\n"
        "benchmark  the small machine on which model checkers are compared (4, 3): 8^K + 2 * 4^K states for R = 3.\n"
        "benchmark-wrong  the same with a mistake, to see what a broken invariant looks like.\n"
        "\n"
        "LOCATOR: every sequence of N events (1 contact, 2 references), each answer judged.  A library is forked where\n"
        "sequences part, anything else is set back and the beginning repeated.  For each rule that is broken a shortest\n"
        "sequence is shrunk, printed as a case, and written to the folder found of --out.  An interrupt (Ctrl-C) leaves\n"
        "a checkpoint; --resume with the same arguments goes on.\n",
    .options = options,
    .run = run,
};
