/*
 * An apartment has one thread, but a call that looks at messages lets the next call in, and gets on when that one has
 * come to its end.
 */
#include "overlap.h"

#include "fault.h"

static const enum fault faults[] = {
#define FAULT(name, text) FAULT_##name,
#include "overlaps.def"
#undef FAULT
};
static unsigned inside;
static unsigned begun;

static BOOL lets_others_in(void)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        if (has_fault(faults[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Until one was in, which it may have been already while a listener was told of the window, or none comes for a while. */
static BOOL let_another_in(unsigned call)
{
    enum { PATIENCE_MS = 200, PAUSE_MS = 10 };
    const DWORD start = GetTickCount();
    MSG message;
    while (begun == call && GetTickCount() - start < PATIENCE_MS) {
        MsgWaitForMultipleObjectsEx(0, NULL, PAUSE_MS, QS_ALLINPUT, MWMO_INPUTAVAILABLE);
        while (PeekMessageW(&message, NULL, 0, 0, PM_REMOVE)) {
            TranslateMessage(&message);
            DispatchMessageW(&message);
        }
    }
    return begun != call;
}

BOOL overlap_is_inner(void) { return inside > 1; }

unsigned overlap_enter(void)
{
    inside++;
    if (overlap_is_inner() && has_fault(FAULT_overlap_crashes)) {
        crash();
    }
    if (overlap_is_inner() && has_fault(FAULT_overlap_deadlocks)) {
        Sleep(INFINITE);
    }
    return ++begun;
}

void overlap_leave(void) { inside--; }

struct window *overlap_result(unsigned call, struct window *window)
{
    static struct window *result;
    if (begun == call) {
        result = window;
    }
    if (window == NULL || overlap_is_inner() || !lets_others_in() || !let_another_in(call)) {
        return window;
    }
    if (has_fault(FAULT_overlap_loses_window)) {
        window->next = NULL;
    }
    if (result == NULL || !has_fault(FAULT_overlap_shares_result)) {
        return window;
    }
    window_add_reference(result);
    window_release(window);
    return result;
}
