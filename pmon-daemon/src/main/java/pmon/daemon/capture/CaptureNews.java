package pmon.daemon.capture;

/** Hears when output of a program cannot be kept, and when it can be again. */
public interface CaptureNews {
    /** Output is being dropped from now on. */
    void dropping(int process, String why);

    /** A mistake of our own ended the log pump: this daemon cannot go on. */
    void broken(Throwable mistake);

    /** Output is kept again. */
    void keeping(int process, String what);
}
