/*
 * The program whose output is captured: TALK INDEX FIFO GO. Says when its main was reached, as life.c does, and waits for the
 * file GO. Then, compiled as FLOOD, it prints 200 MB in lines of 100 bytes through stdio's usual buffer of 4 KiB, and says
 * when it begins and ends, as programs INDEX + 1000000 and INDEX + 2000000. As DRIP it prints ten such lines a second.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define LINE_BYTES 100
#define LINES 2000000
#define BEGUN 1000000
#define ENDED 2000000

static void say(int index, const char *path) {
    struct timespec now;
    char note[64];
    clock_gettime(CLOCK_MONOTONIC, &now);
    int length = snprintf(note, sizeof note, "%d %d %lld\n", index, (int) getpid(), now.tv_sec * 1000000000LL + now.tv_nsec);
    /* Nobody reads any more when the harness is gone: then fail instead of waiting. */
    int fifo = open(path, O_WRONLY | O_NONBLOCK);
    if (fifo < 0 || write(fifo, note, length) != length) {
        exit(3);
    }
    close(fifo);
}

static void line(char *text, int number) {
    int length = snprintf(text, LINE_BYTES + 1, "%08d ", number);
    for (int i = length; i < LINE_BYTES - 1; i++) {
        text[i] = 'a' + (number + i) % 26;
    }
    text[LINE_BYTES - 1] = '\n';
}

int main(int argc, char **argv) {
    char text[LINE_BYTES + 1];
    if (argc != 4) {
        return 2;
    }
    int index = atoi(argv[1]);
    say(index, argv[2]);
    while (access(argv[3], F_OK) != 0) {
        usleep(10000);
    }
#ifdef FLOOD
    static char buffer[4096];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    say(BEGUN + index, argv[2]);
    for (int number = 0; number < LINES; number++) {
        line(text, number);
        fwrite(text, 1, LINE_BYTES, stdout);
    }
    fflush(stdout);
    say(ENDED + index, argv[2]);
    for (;;) {
        pause();
    }
#else
    for (int number = 0;; number++) {
        line(text, number);
        if (write(1, text, LINE_BYTES) != LINE_BYTES) {
            return 4;
        }
        usleep(100000);
    }
#endif
}
