// The calendar of one process, moved by a file: preloaded into the programs under test.
//
// libfaketime moves timers too: it changes what timerfd_settime is told, also of monotonic clocks, so that a program's
// sleeps hang or end at once. A machine whose clock is set wrong does nothing of the kind. This changes what the calendar
// says, and nothing else.
//
// TEST_CLOCK is +N or -N, seconds from the truth, or =N, seconds since 1970 that stand still; or it names a file that
// holds one of these, and is read each time.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static char setting[4096];

__attribute__((constructor)) static void begin(void) {
    const char *given = getenv("TEST_CLOCK");
    if (given && strlen(given) < sizeof setting) strcpy(setting, given);
}

// What the file of that name says, at most `limit` bytes; nothing when it cannot be read.
static void read_file(char *text, size_t limit) {
    int file = (int)syscall(SYS_openat, AT_FDCWD, setting, O_RDONLY | O_CLOEXEC, 0);
    if (file < 0) return;
    if (syscall(SYS_read, file, text, limit) < 0) text[0] = 0;
    syscall(SYS_close, file);
}

// What the setting says; the truth where it says nothing.
static void apply(struct timespec *now) {
    char text[32] = {0};
    if (setting[0] == '/') read_file(text, sizeof text - 1);
    else strncpy(text, setting, sizeof text - 1);
    if (strlen(text) < 2) return;
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
