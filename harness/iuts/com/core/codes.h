/* The results that the client gives, as COM knows them; the core does not know COM. */
#ifndef COM_CORE_CODES_H
#define COM_CORE_CODES_H

#include <stdint.h>

#define DESK_CODE(value) ((int32_t)(value))
#define DESK_OK DESK_CODE(0)
#define DESK_NO_FOCUS DESK_CODE(1)                /* S_FALSE */
#define DESK_ALREADY DESK_CODE(1)                 /* S_FALSE */
#define DESK_FAILED DESK_CODE(0x80004005u)        /* E_FAIL */
#define DESK_BAD_ARGUMENT DESK_CODE(0x80070057u)  /* E_INVALIDARG */
#define DESK_NULL_POINTER DESK_CODE(0x800706F4u)  /* RPC_X_NULL_REF_POINTER */
#define DESK_NOT_LOGGED_ON DESK_CODE(0x8100031Eu) /* MSGR_E_NOT_LOGGED_ON */

#endif
