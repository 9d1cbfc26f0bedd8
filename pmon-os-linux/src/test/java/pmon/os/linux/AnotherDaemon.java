package pmon.os.linux;

import java.nio.file.Path;
import java.util.OptionalLong;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.testkit.kernel.KernelBench;

/**
 * A program that starts {@code sh -c SCRIPT} in DIRECTORY with MARK through a kernel port of its own, prints the child's identity, and reaps it
 * when it ends, until its own input ends.
 */
final class AnotherDaemon {
    public static void main(String[] args) throws Exception {
        try (var bench = new KernelBench(
                LinuxKernel.open(new KernelSettings(args[1], OptionalLong.empty())), Path.of(args[0]))) {
            SpawnCommand command = bench.shell(args[2]);
            ProcessIdentity child = bench.start(command);
            System.out.println(child.pid() + " " + child.startTicks() + " " + child.bootId());
            bench.exit(command.key());
            System.out.println("reaped");
            System.in.read();
        }
    }
}
