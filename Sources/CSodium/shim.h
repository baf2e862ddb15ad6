#include <sodium.h>
#include <sys/prctl.h>

// Swift cannot call prctl, which takes a variable number of arguments.
static inline int plomba_forbid_dumps(void) {
    return prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L);
}
