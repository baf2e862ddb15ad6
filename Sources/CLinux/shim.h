#ifndef PLOMBA_CLINUX_H
#define PLOMBA_CLINUX_H

#include <fcntl.h>

/* Three calls of glibc that its Swift module hides behind _GNU_SOURCE, declared as glibc does. */

/* renameat2 with this flag fails with EEXIST rather than replace what stands at the new name. */
static const unsigned int PLOMBA_RENAME_NOREPLACE = 1;

extern int renameat2(int old_directory, const char *old_name,
                     int new_directory, const char *new_name, unsigned int flags);

/* Writes everything of the file system that holds `descriptor` to the disk. */
extern int syncfs(int descriptor);

/* openat2(2), since Linux 5.6: glibc has no wrapper for it. Structure, flags and number are those of
   linux/openat2.h; the number is the same on every machine that Swift runs on. */

struct plomba_open_how {
    unsigned long long flags;
    unsigned long long mode;
    unsigned long long resolve;
};

static const unsigned long long PLOMBA_RESOLVE_NO_MAGICLINKS = 0x02;
static const unsigned long long PLOMBA_RESOLVE_NO_SYMLINKS = 0x04;
static const unsigned long long PLOMBA_RESOLVE_BENEATH = 0x08;

extern long syscall(long number, ...);

/* Returns a descriptor, or -1 with errno set. */
static inline int plomba_openat2(int directory, const char *name, int flags, unsigned int mode,
                                 unsigned long long resolve) {
    struct plomba_open_how how = {(unsigned int)flags, mode, resolve};
    return (int)syscall(437, directory, name, &how, sizeof how);
}

/* With this flag sync_file_range begins to write dirty pages of the range, and does not wait. */
static const unsigned int PLOMBA_SYNC_FILE_RANGE_WRITE = 2;

/* `offset` and `count` are off64_t; a count of 0 means up to the end of the file. */
extern int sync_file_range(int descriptor, long long offset, long long count,
                           unsigned int flags);

/* The flag of a file that is written past the page cache; its value depends on the processor. */
static const int PLOMBA_O_DIRECT = __O_DIRECT;

#endif
