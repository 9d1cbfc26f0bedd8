package pmon.daemon.capture;

/** Nobody listens. */
final class Silence implements CaptureNews {
    @Override
    public void dropping(int process, String why) {}

    @Override
    public void broken(Throwable mistake) {
        throw new AssertionError(mistake);
    }

    @Override
    public void keeping(int process, String what) {}
}
