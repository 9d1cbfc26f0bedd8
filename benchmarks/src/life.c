/*
 * The program that is supervised: LIFE INDEX FIFO CRASH. Says when its main was reached, as "INDEX PID NANOSECONDS" of
 * CLOCK_MONOTONIC in one write (atomic below PIPE_BUF), then lives until a signal ends it, or exits at once while the file
 * CRASH exists.
 */
#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
    struct timespec now;
    char line[64];
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (argc != 4) {
        return 2;
    }
    int length = snprintf(line, sizeof line, "%s %d %lld\n", argv[1], (int) getpid(),
                          now.tv_sec * 1000000000LL + now.tv_nsec);
    /* Nobody reads any more when the harness is gone: then fail instead of waiting. */
    int fifo = open(argv[2], O_WRONLY | O_NONBLOCK);
    if (fifo >= 0) {
        if (write(fifo, line, length) != length) {
            return 3;
        }
        close(fifo);
    }
    if (access(argv[3], F_OK) == 0) {
        return 1;
    }
    for (;;) {
        pause();
    }
}
