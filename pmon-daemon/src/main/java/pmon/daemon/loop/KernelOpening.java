package pmon.daemon.loop;

import pmon.api.spi.kernel.Kernel;

/** Opens the kernel port on the thread that will own it. */
@FunctionalInterface
public interface KernelOpening {
    /** Throws {@link pmon.api.spi.kernel.KernelException} when the system refuses what the port needs. */
    Kernel open();
}
