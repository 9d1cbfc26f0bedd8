package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.cli.args.Option;
import pmon.cli.boot.BootUnit;
import pmon.cli.boot.Systemd;
import pmon.cli.boot.UnitPlaces;
import pmon.cli.shell.Failure;

/** {@code unstartup}: what {@code startup} made goes. */
final class Unstartup implements Command {
    @Override
    public String name() {
        return "unstartup";
    }

    @Override
    public String summary() {
        return "Have systemd no longer start the daemon at boot";
    }

    @Override
    public List<String> details() {
        return List.of(
                "Removes what startup has made and nothing else. A daemon that runs goes on, and so do its programs.");
    }

    @Override
    public List<Option> options() {
        return List.of(BootOptions.USER, BootOptions.ROOT);
    }

    @Override
    public boolean local() {
        return true;
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        UnitPlaces places = BootOptions.places(invocation);
        List<String> removed = Startup.strings(new BootUnit(places).uninstall());
        Systemd systemd = new Systemd(places, invocation.caller(), invocation.machine());
        if (!removed.isEmpty() && systemd.running()) {
            systemd.reload();
        }
        if (invocation.json()) {
            Shown.by(invocation).output().unstartup(places.scope().word(), removed);
            return;
        }
        StringBuilder text = new StringBuilder();
        for (String file : removed) {
            text.append("removed ").append(file).append('\n');
        }
        invocation
                .console()
                .print(text.append(
                        removed.isEmpty()
                                ? "startup has made nothing here\n"
                                : "systemd will not start the daemon any more\n"));
    }
}
