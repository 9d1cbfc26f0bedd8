package pmon.api.spi.kernel;

/** Opens a {@link Kernel}. Stateless, found by {@link java.util.ServiceLoader}, chosen by name. */
public interface KernelProvider {
    /** The name it is chosen by, such as {@code linux} or {@code portable}. */
    String name();

    /** Whether it can work on this system. */
    boolean available();

    /** Higher wins where several are available and none is named. */
    int priority();

    /**
     * Opens the port. The calling thread becomes its owner.
     *
     * @throws KernelException when the system refuses what the port cannot do without
     */
    Kernel open(KernelSettings settings);
}
