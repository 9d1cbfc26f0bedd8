/** Processes on Linux, through the foreign function interface. */
module pmon.os.linux {
    requires pmon.api;
    requires static transitive org.jspecify;

    provides pmon.api.spi.kernel.KernelProvider with
            pmon.os.linux.LinuxKernelProvider;
}
