package pmon.daemon.capture;

/** How much output of programs could not be kept, ever: remembered beyond the daemon, also on a disk that is full. */
interface DropCounts {
    /** Bytes so far; 0 where nothing is known. */
    long dropped(int process, String channel);

    /** Remembers that it is that many bytes by now. */
    void dropped(int process, String channel, long bytes);
}
