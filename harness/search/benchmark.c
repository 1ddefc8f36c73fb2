/*
 * The parts of the common benchmark model that need not be quick: see benchmark.h.
 */
#include "benchmark.h"

const char *benchmark_check(const struct benchmark_size *size, uint64_t state)
{
    if (benchmark_client(state) > BENCHMARK_OFF) return "the client is in no state that there is";
    if (benchmark_client(state) != BENCHMARK_IN && (state & benchmark_windows) != 0) {
        return "a window is shown without a connection";
    }
    for (unsigned i = 0; i < BENCHMARK_CONTACTS; i++) {
        if (benchmark_held(state, i) > (i < size->contacts ? size->references : 0)) return "too many references";
        if (i >= size->contacts && benchmark_shown(state, i)) return "a window for a contact that does not exist";
    }
    return NULL;
}

#define OF_CONTACT(index) "instant_message(" index ")", "release(" index ")", "user_close(" index ")"

const char *benchmark_action_name(unsigned action)
{
    static const char *const name[BENCHMARK_FIRST + BENCHMARK_EACH * BENCHMARK_CONTACTS] = {
        "sign_in",       "sign_out",      "go_offline",    "instant_message(self)", OF_CONTACT("1"), OF_CONTACT("2"),
        OF_CONTACT("3"), OF_CONTACT("4"), OF_CONTACT("5"), OF_CONTACT("6"),         OF_CONTACT("7"), OF_CONTACT("8"),
    };
    return name[action];
}
