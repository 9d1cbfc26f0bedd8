/** Processes with nothing but the JDK, for systems other than Linux. */
module pmon.os.portable {
    requires pmon.api;
    requires static transitive org.jspecify;

    provides pmon.api.spi.kernel.KernelProvider with
            pmon.os.portable.PortableKernelProvider;
}
