/*
 * imconform doctor: is this machine ready, and what would help?
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common.h"
#include "kit.h"

struct part {
    const char *what;
    const char *probe; /* a shell command that succeeds if it is there */
    const char *help;
    bool needed;
};

static const struct part parts[] = {
    { "a Python that has Jinja2, for the reports", "/usr/bin/python3 -c 'import jinja2' || python3 -c 'import jinja2'",
      "apt-get install python3-jinja2", true },
    { "shared memory", "test -d /proc/self", "mount /proc", true },
    { "pytest, for make check", "/usr/bin/python3 -c 'import pytest, jsonschema, yaml'",
      "apt-get install python3-pytest python3-jsonschema python3-yaml", false },
    { "clang-tidy and cppcheck, for make lint", "command -v clang-tidy && command -v cppcheck",
      "apt-get install clang clang-tidy clang-format cppcheck", false },
    { "lcov, for make coverage", "command -v lcov", "apt-get install lcov python3-coverage", false },
    { "Wine, for com:", "command -v wine && command -v wineserver && command -v wineboot",
      "apt-get install --no-install-recommends wine wine64", false },
    { "Wine's compilers and MinGW, for make com",
      "command -v winegcc && command -v widl && command -v x86_64-w64-mingw32-gcc",
      "apt-get install --no-install-recommends wine64-tools libwine-dev gcc-mingw-w64-x86-64-win32", false },
    { "valgrind, for make sanitize", "command -v valgrind", "apt-get install valgrind", false },
};

static bool there(const struct part *part)
{
    char command[512];
    snprintf(command, sizeof command, "{ %s; } >/dev/null 2>&1", part->probe);
    return system(command) == 0; /* NOLINT(cert-env33-c): the commands are constants of this file */
}

static enum status run(int count, const char *const *arguments)
{
    (void)arguments;
    if (count > 0) return misuse(&command_doctor, "no arguments are expected");
    size_t missing = 0, needed = 0;
    const char *cases = data_folder("cases");
    bool found = access(cases, R_OK) == 0;
    printf("%-8s the cases: %s\n", found ? "ok" : "MISSING", cases);
    needed += !found;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        bool good = there(&parts[i]);
        printf("%-8s %s\n", good ? "ok" : parts[i].needed ? "MISSING" : "absent", parts[i].what);
        if (good) continue;
        printf("         %s\n", parts[i].help);
        missing++;
        needed += parts[i].needed;
    }
    printf("%zu missing, %zu of them needed to run cases and write reports\n", missing + !found, needed);
    return needed == 0 ? STATUS_GOOD : STATUS_CANNOT;
}

const struct command command_doctor = {
    .name = "doctor",
    .arguments = "",
    .summary = "tells whether this machine has what the kit needs",
    .help = "",
    .options = NULL,
    .run = run,
};
