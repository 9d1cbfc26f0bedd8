package pmon.cli;

/** Placeholder for the image. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("pmon cli");
    }
}
