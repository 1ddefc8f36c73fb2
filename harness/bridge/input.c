/*
 * Lines from stdin, read where they are wanted, or by a thread that sleeps until somebody cannot wait for one.
 */
#include "input.h"

#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include "line.h"

static char *buffer;
static size_t used, room, scanned, taken;

const char *input_line(size_t *size)
{
    if (taken > 0) memmove(buffer, buffer + taken, used - taken);
    used -= taken;
    scanned = taken = 0;
    for (;;) {
        const char *end = used > scanned ? memchr(buffer + scanned, '\n', used - scanned) : NULL;
        DWORD got = 0;
        if (end) {
            *size = (size_t)(end - buffer);
            taken = *size + 1;
            return buffer;
        }
        scanned = used;
        if (used == room) {
            room = room ? 2 * room : 4096;
            buffer = line_room(buffer, room);
        }
        if (!ReadFile(GetStdHandle(STD_INPUT_HANDLE), buffer + used, (DWORD)(room - used), &got, NULL) || got == 0)
            return NULL;
        used += got;
    }
}

void input_end(void) { free(buffer); }

/* --- in the background --- */

static struct {
    HANDLE wanted; /* NULL until there is the thread */
    void (*tell)(void *context);
    void *context;
    const char *line;
    size_t size;
    LONG is_there;
    bool is_asked;
} ahead;

static DWORD WINAPI read_ahead(void *unused)
{
    (void)unused;
    while (WaitForSingleObject(ahead.wanted, INFINITE) == WAIT_OBJECT_0) {
        ahead.line = input_line(&ahead.size);
        InterlockedExchange(&ahead.is_there, TRUE);
        ahead.tell(ahead.context);
    }
    return 0;
}

void input_ask(void (*tell)(void *context), void *context)
{
    if (!ahead.wanted) {
        ahead.wanted = CreateEventW(NULL, FALSE, FALSE, NULL);
        CloseHandle(CreateThread(NULL, 0, read_ahead, NULL, 0, NULL));
    }
    ahead.tell = tell;
    ahead.context = context;
    ahead.is_asked = true;
    SetEvent(ahead.wanted);
}

bool input_is_asked(void) { return ahead.is_asked; }

bool input_came(const char **line, size_t *size)
{
    if (!InterlockedExchange(&ahead.is_there, FALSE)) return false;
    ahead.is_asked = false;
    *line = ahead.line;
    *size = ahead.size;
    return true;
}
