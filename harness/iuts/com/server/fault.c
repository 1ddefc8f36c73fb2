/* Finding out which fault or trait is asked for, and those that have no better place. */
#include "fault.h"

#include <oleauto.h>

#include <wchar.h>

static const wchar_t *const names[] = {
    [FAULT_NONE] = L"",
#define FAULT(name, text) [FAULT_##name] = L"" #name,
#include "faults.def"
#include "overlaps.def"
#undef FAULT
#define TRAIT(name, text) [TRAIT_##name] = L"" #name,
#include "traits.def"
#undef TRAIT
};

BOOL has_fault(enum fault fault)
{
    static BOOL known;
    static enum fault chosen;
    if (!known) {
        wchar_t wanted[50] = L"";
        (void)GetEnvironmentVariableW(L"IMDESK_FAULT", wanted, 50);
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            if (wcscmp(names[i], wanted) == 0) {
                chosen = (enum fault)i;
            }
        }
        known = TRUE;
    }
    return chosen == fault;
}

void crash(void) { TerminateProcess(GetCurrentProcess(), (UINT)EXCEPTION_ACCESS_VIOLATION); }

void fault_before_call(void)
{
    if (has_fault(FAULT_crash_in_call)) {
        crash();
    }
    if (has_fault(FAULT_hang_in_call)) {
        Sleep(INFINITE);
    }
}

static DWORD WINAPI die(void *unused)
{
    Sleep(20);
    crash();
    return 0;
}

static void spoil_text(BSTR text)
{
    if (has_fault(FAULT_caller_text_changed) && SysStringLen(text) > 0) {
        text[0] ^= 1;
    }
    if (has_fault(FAULT_caller_text_freed)) {
        SysFreeString(text);
    }
}

void fault_after_call(const VARIANT *who)
{
    static int calls;
    if (V_VT(who) == VT_BSTR) {
        spoil_text(V_BSTR(who));
    }
    if (has_fault(FAULT_caller_variable_cleared) && V_VT(who) == (VT_BYREF | VT_VARIANT) && V_VARIANTREF(who) != NULL) {
        VariantClear(V_VARIANTREF(who));
    }
    if (has_fault(FAULT_caller_contact_consumed) && V_VT(who) == VT_DISPATCH && V_DISPATCH(who) != NULL) {
        IDispatch_Release(V_DISPATCH(who));
    }
    if (has_fault(FAULT_dies_between_calls) && ++calls == 3) {
        CloseHandle(CreateThread(NULL, 0, die, NULL, 0, NULL));
    }
}

static struct window *kept[100];
static size_t kept_count;

static void give_back(void)
{
    while (kept_count > 0) {
        window_release(kept[--kept_count]);
    }
}

static void CALLBACK give_back_at(HWND screen, UINT message, UINT_PTR timer, DWORD now)
{
    KillTimer(NULL, timer);
    give_back();
}

void trait_after_call(struct window *window)
{
    const BOOL later = has_fault(TRAIT_gives_back_later);
    if (!later && !has_fault(TRAIT_collects_now_and_then)) {
        return;
    }
    if (kept_count == sizeof kept / sizeof *kept) {
        give_back();
    }
    window_add_reference(window);
    kept[kept_count++] = window;
    if (later) {
        SetTimer(NULL, 0, 10, give_back_at);
    }
}

ULONG trait_of_count(ULONG count, BOOL added)
{
    if (has_fault(TRAIT_counts_two_and_one)) {
        return added ? 2 : 1;
    }
    return has_fault(TRAIT_counts_always_one) ? 1 : count;
}
