package pmon.os.portable;

import java.util.EnumSet;
import java.util.Set;
import pmon.api.spi.kernel.KernelProvider;
import pmon.testkit.kernel.Capability;
import pmon.testkit.kernel.KernelContract;

final class PortableKernelContractTest extends KernelContract {
    @Override
    protected KernelProvider provider() {
        return new PortableKernelProvider();
    }

    @Override
    public Set<Capability> lacks() {
        return EnumSet.allOf(Capability.class);
    }
}
