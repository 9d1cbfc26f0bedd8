package pmon.daemon;

/** Placeholder for the image. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        if (args.length > 0) {
            System.out.println("pmond 0.1.0");
            return;
        }
        if (Boolean.getBoolean("pmon.detached")) {
            System.out.println("ready");
            // The JDK puts /dev/null in the place of a standard stream that is closed, which ends the launcher's wait.
            System.out.close();
            System.err.close();
        } else {
            System.err.println("ready");
        }
        Thread.currentThread().join();
    }
}
