package pmon.os.portable;

import java.nio.file.Files;
import java.nio.file.Path;
import pmon.api.spi.kernel.Kernel;
import pmon.api.spi.kernel.KernelProvider;
import pmon.api.spi.kernel.KernelSettings;

/** Opens the kernel port that stands on ProcessBuilder and ProcessHandle. */
public final class PortableKernelProvider implements KernelProvider {
    static final String NAME = "portable";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean available() {
        return Files.isExecutable(Path.of(Shell.PATH));
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Kernel open(KernelSettings settings) {
        return new PortableKernel(settings);
    }
}
