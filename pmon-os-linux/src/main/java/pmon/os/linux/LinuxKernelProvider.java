package pmon.os.linux;

import pmon.api.spi.kernel.Kernel;
import pmon.api.spi.kernel.KernelProvider;
import pmon.api.spi.kernel.KernelSettings;
import pmon.os.linux.libc.SpawnCalls;

/** Opens the kernel port of Linux: glibc 2.34 or later and Linux 5.8 or later, on x86-64 or arm64. */
public final class LinuxKernelProvider implements KernelProvider {
    static final String NAME = "linux";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean available() {
        return System.getProperty("os.name").equals("Linux") && SpawnCalls.supported();
    }

    @Override
    public int priority() {
        return 100;
    }

    @Override
    public Kernel open(KernelSettings settings) {
        return LinuxKernel.open(settings);
    }
}
