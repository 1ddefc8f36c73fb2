/*
 * Programs: scripts that Windows' own cscript runs, as clients of the server in a process of their own.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bridge.h"
#include "line.h"

enum { PATH_ROOM = MAX_PATH + 32, COMMAND_ROOM = 32 * 1024, SAID_BYTES = 64 * 1024 };

struct run {
    WCHAR script[PATH_ROOM], output[PATH_ROOM];
    WCHAR command[COMMAND_ROOM];
    size_t used; /* of the command */
};

/* --- the command --- */

static void add_unit(struct run *run, WCHAR unit)
{
    if (run->used + 1 < COMMAND_ROOM) run->command[run->used++] = unit;
    run->command[run->used] = 0;
}

/* An argument in quotes, so that the rules by which a command is taken apart give it back as it is. */
static void add_argument(struct run *run, const WCHAR *argument, size_t count)
{
    size_t slashes = 0;
    add_unit(run, ' ');
    add_unit(run, '"');
    for (size_t i = 0; i < count; i++) {
        if (argument[i] == '"')
            for (slashes++; slashes > 0; slashes--) add_unit(run, '\\');
        slashes = argument[i] == '\\' ? slashes + 1 : 0;
        add_unit(run, argument[i]);
    }
    for (; slashes > 0; slashes--) add_unit(run, '\\');
    add_unit(run, '"');
}

static void add_word(struct run *run, const WCHAR *word) { add_argument(run, word, (size_t)lstrlenW(word)); }

/* Scripts create servers by ProgID only.  NULL: the server has none.  The caller frees *found. */
static const WCHAR *name_of(const struct bridge *bridge, WCHAR **found)
{
    CLSID class_id;
    *found = NULL;
    if (bridge->program[0] != '{') return bridge->program;
    bool named = SUCCEEDED(CLSIDFromString(bridge->program, &class_id)) && SUCCEEDED(ProgIDFromCLSID(&class_id, found));
    return named ? *found : NULL;
}

static void write_command(struct run *run, const WCHAR *server, const json_t *arguments)
{
    lstrcpyW(run->command, u"cscript //nologo");
    run->used = (size_t)lstrlenW(run->command);
    add_word(run, run->script);
    add_word(run, server);
    for (size_t i = 0; i < json_array_size(arguments); i++) {
        size_t count = 0;
        uint16_t *units = line_units(json_array_get(arguments, i), &count);
        add_argument(run, (const WCHAR *)units, count);
        free(units);
    }
}

/* --- its files --- */

static bool write_script(struct run *run, const char *kind, const char *text)
{
    static unsigned number;
    WCHAR folder[MAX_PATH];
    DWORD size = (DWORD)strlen(text), wrote = 0;
    if (GetTempPathW(MAX_PATH, folder) == 0) return false;
    number++;
    wsprintfW(run->script, u"%s%u-%u.%hs", folder, (unsigned)GetCurrentProcessId(), number, kind);
    wsprintfW(run->output, u"%s%u-%u.txt", folder, (unsigned)GetCurrentProcessId(), number);
    HANDLE file = CreateFileW(run->script, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) return false;
    bool written = WriteFile(file, text, size, &wrote, NULL) && wrote == size;
    CloseHandle(file);
    return written;
}

/* What was written so far, without carriage returns. */
static json_t *read_output(HANDLE file)
{
    char *bytes = line_room(NULL, SAID_BYTES);
    uint16_t *units = (uint16_t *)line_room(NULL, SAID_BYTES * sizeof *units);
    DWORD got = 0, count = 0;
    SetFilePointer(file, 0, NULL, FILE_BEGIN);
    if (!ReadFile(file, bytes, SAID_BYTES, &got, NULL)) got = 0;
    for (DWORD i = 0; i < got; i++) {
        if (bytes[i] != '\r') units[count++] = bytes[i] == '\0' ? 0xFFFD : (unsigned char)bytes[i];
    }
    json_t *said = line_text(units, count);
    free(bytes);
    free(units);
    return said;
}

/* --- its process --- */

/* Calls of others to this process are let through meanwhile: a server tells of its events. */
static bool wait_for(HANDLE process, DWORD limit_ms)
{
    const ULONGLONG until = GetTickCount64() + limit_ms;
    MSG message;
    for (;;) {
        const ULONGLONG now = GetTickCount64();
        DWORD left = now < until ? (DWORD)(until - now) : 0;
        DWORD woken = MsgWaitForMultipleObjects(1, &process, FALSE, left, QS_ALLINPUT);
        if (woken == WAIT_OBJECT_0) return true;
        while (PeekMessageW(&message, NULL, 0, 0, PM_REMOVE)) DispatchMessageW(&message);
        if (woken == WAIT_TIMEOUT || left == 0) return false;
    }
}

static void tell_end(struct answer *answer, bool in_time, DWORD status, DWORD limit_ms)
{
    char how[80] = "";
    const char *ended = !in_time ? "limit" : status != 0 ? "crash" : "properly";
    if (!in_time)
        snprintf(how, sizeof how, "the program was not at its end after %lu ms", (unsigned long)limit_ms);
    else if (status != 0)
        snprintf(how, sizeof how, "the process of the program ended with status 0x%08lX", (unsigned long)status);
    json_object_set_new(answer->result, "ended", json_string(ended));
    json_object_set_new(answer->result, "how", json_string(how));
}

static void run_program(struct run *run, DWORD limit_ms, struct answer *answer)
{
    SECURITY_ATTRIBUTES inherited = { .nLength = sizeof inherited, .bInheritHandle = TRUE };
    STARTUPINFOW start = { .cb = sizeof start, .dwFlags = STARTF_USESTDHANDLES };
    PROCESS_INFORMATION process = { 0 };
    DWORD status = 0;
    HANDLE output = CreateFileW(run->output, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                &inherited, CREATE_ALWAYS, FILE_FLAG_DELETE_ON_CLOSE, NULL);
    start.hStdOutput = output;
    if (!CreateProcessW(NULL, run->command, NULL, NULL, TRUE, 0, NULL, NULL, &start, &process)) {
        answer_error(answer, CANNOT, "cscript cannot be started: error %lu", (unsigned long)GetLastError());
        CloseHandle(output);
        return;
    }
    bool in_time = wait_for(process.hProcess, limit_ms);
    if (!in_time) {
        TerminateProcess(process.hProcess, 1);
        WaitForSingleObject(process.hProcess, limit_ms);
    }
    GetExitCodeProcess(process.hProcess, &status);
    CloseHandle(process.hThread);
    CloseHandle(process.hProcess);
    json_object_set_new(answer->result, "said", read_output(output));
    tell_end(answer, in_time, status, limit_ms);
    CloseHandle(output);
}

void method_program_run(struct bridge *bridge, const json_t *params, struct answer *answer)
{
    struct run *run = (struct run *)line_room(NULL, sizeof *run);
    const char *kind = json_string_value(json_object_get(params, "kind"));
    const char *text = json_string_value(json_object_get(params, "text"));
    json_int_t limit = json_integer_value(json_object_get(params, "limit"));
    WCHAR *found = NULL;
    const WCHAR *server = name_of(bridge, &found);
    if (!kind || !text || limit <= 0) {
        answer_error(answer, BAD_PARAMS, "expected kind, text, arguments and limit");
    } else if (!server) {
        answer_error(answer, CANNOT, "the server has no ProgID, and programs create it by that");
    } else if (!write_script(run, kind, text)) {
        answer_error(answer, CANNOT, "the program cannot be written: error %lu", (unsigned long)GetLastError());
    } else {
        write_command(run, server, json_object_get(params, "arguments"));
        run_program(run, (DWORD)limit, answer);
        DeleteFileW(run->script);
    }
    CoTaskMemFree(found);
    free(run);
}
