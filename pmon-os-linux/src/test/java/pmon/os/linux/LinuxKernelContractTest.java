package pmon.os.linux;

import pmon.api.spi.kernel.KernelProvider;
import pmon.testkit.kernel.KernelContract;

final class LinuxKernelContractTest extends KernelContract {
    @Override
    protected KernelProvider provider() {
        return new LinuxKernelProvider();
    }
}
