#ifndef PLOMBA_CLINUX_H
#define PLOMBA_CLINUX_H

/* Two calls of glibc that its Swift module hides behind _GNU_SOURCE, declared as glibc does. */

/* renameat2 with this flag fails with EEXIST rather than replace what stands at the new name. */
static const unsigned int PLOMBA_RENAME_NOREPLACE = 1;

extern int renameat2(int old_directory, const char *old_name,
                     int new_directory, const char *new_name, unsigned int flags);

/* Writes everything of the file system that holds `descriptor` to the disk. */
extern int syncfs(int descriptor);

#endif
