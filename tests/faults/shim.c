/* Stands between a program and the system, and lets a chosen call on files under a chosen folder fail.
 *
 * Loaded with LD_PRELOAD and told what to do through the `shim_` functions, so that a process that forks can give each child
 * its own fault. Until it is told, it does nothing. What it counts as a call is what changes a disk: write, pwrite, fsync,
 * fdatasync, ftruncate, unlink, link, rename, and open where it makes a file; or, if it is told to fail reading, read and pread.
 *
 *     cc -O1 -shared -fPIC -o shim.so shim.c -ldl
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { NOTHING, FULL, FAILING, KILL, KILL_TORN, FAILING_READS };

static char under[4096];        /* the folder, with a slash at its end; empty: nowhere */
static int mode, sticky, paused;
static long at, calls;          /* the call that fails, from 1; calls so far */
static int log_to = -1;
static int64_t clock_offset;    /* seconds */

#define REAL(result, name, ...)                                   \
  static result (*real_##name)(__VA_ARGS__);                      \
  if (!real_##name) real_##name = dlsym(RTLD_NEXT, #name)

void shim_arm(const char *folder, int what, long nth, int for_good) {
  snprintf(under, sizeof under, "%s/", folder);
  mode = what; at = nth; sticky = for_good; calls = 0; paused = 0;
}
long shim_calls(void) { return calls; }
void shim_pause(int yes) { paused = yes; }
void shim_clock(int64_t seconds) { clock_offset = seconds; }

static ssize_t write_past(int fd, const void *data, size_t length) {
  REAL(ssize_t, write, int, const void *, size_t);
  return real_write(fd, data, length);
}

/* Pausing keeps calls from being counted and from failing, not from being logged. */
/* --- the log: kind, length of the path, offset, length of the data, path, data --- */
void shim_log(const char *file) { log_to = open(file, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600); }
static void noted(char kind, const char *path, uint64_t offset, const void *data, uint64_t length) {
  if (log_to < 0) return;
  uint32_t path_length = strlen(path);
  char head[21];
  head[0] = kind;
  memcpy(head + 1, &path_length, 4); memcpy(head + 5, &offset, 8); memcpy(head + 13, &length, 8);
  write_past(log_to, head, sizeof head);
  write_past(log_to, path, path_length);
  if (length) write_past(log_to, data, length);
}
/* The program tells its user that something is done. */
void shim_acknowledged(long number) { noted('A', "", number, NULL, 0); }

static int is_under(const char *path) { return *under && !strncmp(path, under, strlen(under)); }
static int is_the_folder(const char *path) { return *under && strlen(path) + 1 == strlen(under) && !strncmp(path, under, strlen(path)); }
static int path_of(int fd, char *path, size_t size) {
  char link[40];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, size - 1);
  path[length < 0 ? 0 : length] = 0;
  return length > 0;
}
/* Whether a path that a program gives, perhaps a relative one, lies in the folder; `whole` gets it from the root. */
static int given_under(const char *path, char *whole, size_t size) {
  if (*path == '/') snprintf(whole, size, "%s", path);
  else { char here[2048]; if (!getcwd(here, sizeof here)) return 0; snprintf(whole, size, "%s/%s", here, path); }
  return is_under(whole);
}

static int is_due(void) { if (paused) return 0; calls++; return at && (calls == at || (calls > at && sticky)); }
/* What a call that is due does: 0 goes on, another number is errno; half of a torn write arrives. */
static int fault(int fd, const void *data, size_t length, off_t offset, int needs_room) {
  if (mode == FAILING_READS || !is_due()) return 0;
  if (mode == KILL_TORN && data && length > 1) {
    REAL(ssize_t, pwrite64, int, const void *, size_t, off_t);
    if (offset < 0) write_past(fd, data, length / 2); else real_pwrite64(fd, data, length / 2, offset);
  }
  if (mode == KILL || mode == KILL_TORN) raise(SIGKILL);
  if (mode == FULL) return needs_room ? ENOSPC : 0;
  return mode == FAILING ? EIO : 0;
}
#define FAIL_IF(error) do { int e_ = (error); if (e_) { errno = e_; return -1; } } while (0)

ssize_t write(int fd, const void *data, size_t length) {
  char path[4200];
  if (!*under || !path_of(fd, path, sizeof path) || !is_under(path)) return write_past(fd, data, length);
  FAIL_IF(fault(fd, data, length, -1, 1));
  off_t offset = lseek(fd, 0, SEEK_CUR);
  ssize_t done = write_past(fd, data, length);
  if (done > 0) noted('W', path, offset, data, done);
  return done;
}
ssize_t pwrite64(int fd, const void *data, size_t length, off_t offset) {
  REAL(ssize_t, pwrite64, int, const void *, size_t, off_t);
  char path[4200];
  if (!*under || !path_of(fd, path, sizeof path) || !is_under(path)) return real_pwrite64(fd, data, length, offset);
  FAIL_IF(fault(fd, data, length, offset, 1));
  ssize_t done = real_pwrite64(fd, data, length, offset);
  if (done > 0) noted('W', path, offset, data, done);
  return done;
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return pwrite64(fd, data, length, offset); }

static int synced(int (*real)(int), int fd) {
  char path[4200];
  if (!*under || !path_of(fd, path, sizeof path)) return real(fd);
  int folder = is_the_folder(path);
  struct stat status;
  if (!folder && is_under(path)) folder = !fstat(fd, &status) && S_ISDIR(status.st_mode);
  if (!folder && !is_under(path)) return real(fd);
  FAIL_IF(fault(fd, NULL, 0, 0, 0));
  int result = real(fd);
  if (!result) noted(folder ? 'D' : 'S', path, 0, NULL, 0);
  return result;
}
int fsync(int fd) { REAL(int, fsync, int); return synced(real_fsync, fd); }
int fdatasync(int fd) { REAL(int, fdatasync, int); return synced(real_fdatasync, fd); }

int ftruncate64(int fd, off_t length) {
  REAL(int, ftruncate64, int, off_t);
  char path[4200];
  if (!*under || !path_of(fd, path, sizeof path) || !is_under(path)) return real_ftruncate64(fd, length);
  FAIL_IF(fault(fd, NULL, 0, 0, 0));
  int result = real_ftruncate64(fd, length);
  if (!result) noted('T', path, length, NULL, 0);
  return result;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int unlink(const char *given) {
  REAL(int, unlink, const char *);
  char path[4200];
  if (!*under || !given_under(given, path, sizeof path)) return real_unlink(given);
  FAIL_IF(fault(-1, NULL, 0, 0, 0));
  int result = real_unlink(given);
  if (!result) noted('U', path, 0, NULL, 0);
  return result;
}
int rename(const char *from, const char *to) {
  REAL(int, rename, const char *, const char *);
  char path[4200], new_path[4200];
  if (!*under || !given_under(from, path, sizeof path)) return real_rename(from, to);
  given_under(to, new_path, sizeof new_path);
  FAIL_IF(fault(-1, NULL, 0, 0, 0));
  int result = real_rename(from, to);
  if (!result) noted('R', path, 0, new_path, strlen(new_path));
  return result;
}

int link(const char *from, const char *to) {
  REAL(int, link, const char *, const char *);
  char path[4200], new_path[4200];
  if (!*under || !given_under(from, path, sizeof path)) return real_link(from, to);
  given_under(to, new_path, sizeof new_path);
  FAIL_IF(fault(-1, NULL, 0, 0, 1));
  int result = real_link(from, to);
  if (!result) noted('L', path, 0, new_path, strlen(new_path));
  return result;
}

int open64(const char *given, int flags, ...) {
  REAL(int, open64, const char *, int, ...);
  va_list more; va_start(more, flags);
  mode_t bits = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0;
  va_end(more);
  char path[4200];
  if (!(flags & O_CREAT) || !*under || !given_under(given, path, sizeof path) || !access(path, F_OK))
    return real_open64(given, flags, bits);
  FAIL_IF(fault(-1, NULL, 0, 0, 1));
  int fd = real_open64(given, flags, bits);
  if (fd >= 0) noted('C', path, 0, NULL, 0);
  return fd;
}
int open(const char *given, int flags, ...) {
  va_list more; va_start(more, flags);
  mode_t bits = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return open64(given, flags, bits);
}

ssize_t read(int fd, void *data, size_t length) {
  REAL(ssize_t, read, int, void *, size_t);
  char path[4200];
  if (mode == FAILING_READS && path_of(fd, path, sizeof path) && is_under(path) && is_due()) { errno = EIO; return -1; }
  return real_read(fd, data, length);
}
ssize_t pread64(int fd, void *data, size_t length, off_t offset) {
  REAL(ssize_t, pread64, int, void *, size_t, off_t);
  char path[4200];
  if (mode == FAILING_READS && path_of(fd, path, sizeof path) && is_under(path) && is_due()) { errno = EIO; return -1; }
  return real_pread64(fd, data, length, offset);
}
ssize_t pread(int fd, void *data, size_t length, off_t offset) { return pread64(fd, data, length, offset); }

/* --- the clock on the wall --- */
int clock_gettime(clockid_t which, struct timespec *now) {
  REAL(int, clock_gettime, clockid_t, struct timespec *);
  int result = real_clock_gettime(which, now);
  if (!result && which == CLOCK_REALTIME) now->tv_sec += clock_offset;
  return result;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  REAL(int, gettimeofday, struct timeval *, void *);
  int result = real_gettimeofday(now, zone);
  if (!result) now->tv_sec += clock_offset;
  return result;
}
time_t time(time_t *at_place) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (at_place) *at_place = now.tv_sec;
  return now.tv_sec;
}
