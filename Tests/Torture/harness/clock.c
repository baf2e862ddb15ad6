// The calendar of one process, moved by a file: preloaded into the programs under test.
//
// libfaketime moves timers too: it changes what timerfd_settime is told, also of monotonic clocks, so that a program's
// sleeps hang or end at once. A machine whose clock is set wrong does nothing of the kind. This changes what the calendar
// says, and nothing else.
//
// The file named by TORTURE_CLOCK holds +N or -N, seconds from the truth, or =N, seconds since 1970 that stand still.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static char path[4096];

__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("TORTURE_CLOCK");
    if (name && strlen(name) < sizeof path) strcpy(path, name);
}

// What the file says; the truth where it says nothing.
static void apply(struct timespec *now) {
    char text[32] = {0};
    int file = path[0] ? (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0) : -1;
    if (file < 0) return;
    long size = syscall(SYS_read, file, text, sizeof text - 1);
    syscall(SYS_close, file);
    if (size < 2) return;
    long long seconds = strtoll(text + 1, NULL, 10);
    if (text[0] == '+') now->tv_sec += seconds;
    if (text[0] == '-') now->tv_sec -= seconds;
    if (text[0] == '=') {
        now->tv_sec = seconds;
        now->tv_nsec = 0;
    }
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int result = (int)syscall(SYS_clock_gettime, clock, now);
    if (result != 0 || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) return result;
    int before = errno;
    apply(now);
    errno = before;
    return 0;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    (void)zone;
    struct timespec precise;
    if (clock_gettime(CLOCK_REALTIME, &precise) != 0) return -1;
    now->tv_sec = precise.tv_sec;
    now->tv_usec = precise.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *result) {
    struct timespec precise;
    if (clock_gettime(CLOCK_REALTIME, &precise) != 0) return -1;
    if (result) *result = precise.tv_sec;
    return precise.tv_sec;
}
