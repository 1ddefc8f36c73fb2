/*
 * Linked into the bridge that `make coverage` builds, with --wrap for both functions: a process under Wine ends without
 * what the C library does at the end, and would lose its counters.  Knows nothing of the project.
 */
#include <stdint.h>

#define WINDOWS __attribute__((ms_abi))

void __gcov_dump(void);
void WINDOWS __real_ExitProcess(uint32_t status);
void WINDOWS __wrap_ExitProcess(uint32_t status);
int32_t WINDOWS __real_TerminateProcess(void *process, uint32_t status);
int32_t WINDOWS __wrap_TerminateProcess(void *process, uint32_t status);

void WINDOWS __wrap_ExitProcess(uint32_t status)
{
    __gcov_dump();
    __real_ExitProcess(status);
}

int32_t WINDOWS __wrap_TerminateProcess(void *process, uint32_t status)
{
    __gcov_dump();
    return __real_TerminateProcess(process, status);
}
