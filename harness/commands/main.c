/*
 * The program: finds the command, reads its options, runs it.
 */
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adapter.h"
#include "command.h"
#include "common.h"
#include "kit.h"

static const struct command *const commands[] = {
    &command_run,
    &command_replay,
    &command_list,
    &command_rules,
    &command_machine,
    &command_clauses,
    &command_explain,
    &command_lint,
    &command_adequacy,
    &command_suite,
    &command_learn,
    &command_explore,
    &command_walk,
    &command_shrink,
    &command_found,
    &command_verify,
    &command_merge,
    &command_doctor,
    NULL,
};

static void print_usage(const struct command *command, FILE *to)
{
    fprintf(to, "usage: %s %s %s\n", KIT_NAME, command->name, command->arguments);
    for (const struct option_row *row = command->options; row != NULL && row->name != NULL; row++) {
        char left[40];
        snprintf(left, sizeof left, "--%s %s", row->name, row->value != NULL ? row->value : "");
        fprintf(to, "  %-22s %s\n", left, row->help);
    }
}

static void print_help(const struct command *command)
{
    printf("%s\n\n", command->summary);
    print_usage(command, stdout);
    if (command->help[0] != '\0') printf("\n%s", command->help);
}

static void print_overview(FILE *to)
{
    fprintf(to, "%s %s: does an implementation of IMessenger::InstantMessage do what its documentation says?\n\n",
            KIT_NAME, KIT_VERSION);
    fprintf(to, "usage: %s COMMAND ...      %s COMMAND --help tells more\n\n", KIT_NAME, KIT_NAME);
    for (size_t i = 0; commands[i] != NULL; i++) fprintf(to, "  %-9s %s\n", commands[i]->name, commands[i]->summary);
    fprintf(to, "\nA LOCATOR names the implementation:\n");
    for (size_t i = 0; registry[i] != NULL; i++) fprintf(to, "  %s\n", registry[i]->usage);
    fprintf(to, "\nstatus: 0 nothing failed and something passed, 1 a case failed, 2 the kit could not judge\n");
}

enum status misuse(const struct command *command, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "%s %s: ", KIT_NAME, command->name);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    print_usage(command, stderr);
    return STATUS_CANNOT;
}

static const struct option_row *find_option(const struct command *command, const char *name, size_t length)
{
    for (const struct option_row *row = command->options; row != NULL && row->name != NULL; row++) {
        if (strlen(row->name) == length && strncmp(row->name, name, length) == 0) return row;
    }
    return NULL;
}

/* Takes the option at argv[*at]; false after a message. */
static bool take_option(const struct command *command, int argc, char **argv, int *at)
{
    const char *name = argv[*at] + 2;
    const char *value = strchr(name, '=');
    size_t length = value != NULL ? (size_t)(value - name) : strlen(name);
    const struct option_row *row = find_option(command, name, length);
    if (row == NULL) {
        misuse(command, "unknown option %s", argv[*at]);
        return false;
    }
    if (row->flag != NULL) {
        if (value != NULL) misuse(command, "--%s takes no value", row->name);
        *row->flag = true;
        return value == NULL;
    }
    if (value == NULL && *at + 1 < argc) value = argv[++*at] - 1;
    if (value == NULL) {
        misuse(command, "--%s needs %s", row->name, row->value);
        return false;
    }
    value++;
    if (row->text != NULL) {
        *row->text = value;
        return true;
    }
    char *end = NULL;
    unsigned long number = strtoul(value, &end, 10);
    if (end == value || *end != '\0' || value[0] == '-' || number > 1000u * 1000 * 1000) {
        misuse(command, "--%s: \"%s\" is no number, expected %s", row->name, value, row->value);
        return false;
    }
    *row->number = (unsigned)number;
    return true;
}

static enum status run_command(const struct command *command, int argc, char **argv)
{
    const char **rest = calloc((size_t)argc + 1, sizeof *rest);
    if (rest == NULL) abort();
    int count = 0;
    bool options = true, good = true;
    for (int i = 0; i < argc && good; i++) {
        if (options && strcmp(argv[i], "--help") == 0) {
            print_help(command);
            free(rest);
            return STATUS_GOOD;
        }
        if (options && strcmp(argv[i], "--") == 0) {
            options = false;
        } else if (options && strncmp(argv[i], "--", 2) == 0) {
            good = take_option(command, argc, argv, &i);
        } else {
            rest[count++] = argv[i];
        }
    }
    enum status status = good ? command->run(count, rest) : STATUS_CANNOT;
    free(rest);
    return status;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error to tell */
    if (argc > 0 && strchr(argv[0], '/') != NULL) program = argv[0];
    if (argc < 2) {
        print_overview(stderr);
        return STATUS_CANNOT;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        print_overview(stdout);
        return STATUS_GOOD;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("%s %s\n", KIT_NAME, KIT_VERSION);
        return STATUS_GOOD;
    }
    for (size_t i = 0; commands[i] != NULL; i++) {
        if (strcmp(commands[i]->name, argv[1]) != 0) continue;
        enum status status = run_command(commands[i], argc - 2, argv + 2);
        if (fflush(stdout) != 0 && status == STATUS_GOOD) {
            fprintf(stderr, "%s: standard output cannot be written\n", KIT_NAME);
            status = STATUS_CANNOT;
        }
        return (int)status;
    }
    fprintf(stderr, "%s: unknown command \"%s\"\n\n", KIT_NAME, argv[1]);
    print_overview(stderr);
    return STATUS_CANNOT;
}
