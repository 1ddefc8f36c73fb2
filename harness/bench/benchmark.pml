/*
 * The common benchmark model for SPIN: spin -DK=7 -a benchmark.pml.  Each contact has fields of its own, one bit and two
 * bits wide, which SPIN packs; an array would take a byte for each.  One process, one d_step for each of the 3K + 4
 * actions, all of them enabled in every state, so that stored states and transitions are those of the machine.
 */
#define OUT 0
#define IN 1
#define OFF 2

unsigned client : 2 = OUT;

#define FIELDS(n) unsigned win##n : 1; unsigned refs##n : 2
FIELDS(1); FIELDS(2); FIELDS(3); FIELDS(4);
#if K > 4
FIELDS(5);
#endif
#if K > 5
FIELDS(6);
#endif
#if K > 6
FIELDS(7);
#endif

#define SHUT(n) win##n = 0
#if K > 6
#define SHUT_ALL SHUT(1); SHUT(2); SHUT(3); SHUT(4); SHUT(5); SHUT(6); SHUT(7)
#elif K > 5
#define SHUT_ALL SHUT(1); SHUT(2); SHUT(3); SHUT(4); SHUT(5); SHUT(6)
#elif K > 4
#define SHUT_ALL SHUT(1); SHUT(2); SHUT(3); SHUT(4); SHUT(5)
#else
#define SHUT_ALL SHUT(1); SHUT(2); SHUT(3); SHUT(4)
#endif

#define CONTACT(n) \
    :: d_step { if :: client != IN -> skip \
                   :: client == IN && win##n == 1 && refs##n > 0 -> \
                      if :: refs##n < 3 -> refs##n = refs##n + 1 :: else -> skip fi \
                   :: else -> win##n = 1; refs##n = 1 fi } \
    :: d_step { if :: refs##n > 0 -> refs##n = refs##n - 1 :: else -> skip fi } \
    :: d_step { win##n = 0 }

active proctype messenger()
{
    do
    :: d_step { if :: client != IN -> client = IN :: else -> skip fi }
    :: d_step { if :: client != OUT -> client = OUT; SHUT_ALL :: else -> skip fi }
    :: d_step { if :: client == IN -> client = OFF; SHUT_ALL :: else -> skip fi }
    :: d_step { skip } /* instant_message(self) */
    CONTACT(1) CONTACT(2) CONTACT(3) CONTACT(4)
#if K > 4
    CONTACT(5)
#endif
#if K > 5
    CONTACT(6)
#endif
#if K > 6
    CONTACT(7)
#endif
    od
}
