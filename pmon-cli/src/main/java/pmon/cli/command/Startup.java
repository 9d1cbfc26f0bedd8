package pmon.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pmon.api.protocol.ErrorCode;
import pmon.cli.args.Option;
import pmon.cli.boot.BootUnit;
import pmon.cli.boot.Starts;
import pmon.cli.boot.Systemd;
import pmon.cli.boot.UnitPlaces;
import pmon.cli.shell.Failure;

/** {@code startup}: has systemd start the daemon at boot, and now where it can. */
final class Startup implements Command {
    private static final Option DRY_RUN = Option.flag("only print the unit", "--dry-run");

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String summary() {
        return "Have systemd start the daemon at boot";
    }

    @Override
    public List<String> details() {
        return List.of(
                "Installs and enables the unit pmond.service: root's for the system, other users' for their own systemd. Where",
                "systemd runs and no daemon does, it is started. unstartup undoes it.");
    }

    @Override
    public List<Option> options() {
        return List.of(BootOptions.USER, BootOptions.ROOT, DRY_RUN);
    }

    @Override
    public boolean local() {
        return true;
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        UnitPlaces places = BootOptions.places(invocation);
        Path image = invocation.machine().image();
        if (image == null) {
            throw new Failure(ErrorCode.FAILED, "cannot make a unit: this command is not part of an image");
        }
        BootUnit boot = new BootUnit(places);
        BootUnit.Plan plan = boot.plan(
                Path.of(invocation.caller().absolute(image.toString())).normalize(),
                BootOptions.environment(invocation, places.scope()));
        if (invocation.arguments().has(DRY_RUN)) {
            dryRun(invocation, places, plan);
            return;
        }
        Systemd systemd = new Systemd(places, invocation.caller(), invocation.machine());
        if (!systemd.installed()) {
            throw new Failure(
                    ErrorCode.FAILED,
                    "cannot have the daemon started at boot: there is no systemctl below " + places.root()
                            + ", so that machine is not run by systemd; have what runs it start " + image
                            + "/bin/pmond (it stays in the foreground), or put this into a crontab: @reboot " + image
                            + "/bin/pmond --detach");
        }
        List<String> changed = strings(boot.install(plan));
        Starts starts = systemd.start(invocation.client(), !changed.isEmpty());
        if (invocation.json()) {
            Shown.by(invocation)
                    .output()
                    .startup(places.scope().word(), plan.unit().toString(), starts.word(), changed, null);
            return;
        }
        StringBuilder text = new StringBuilder();
        for (String file : changed) {
            text.append("made ").append(file).append('\n');
        }
        if (changed.isEmpty()) {
            text.append(plan.unit()).append(" is installed and enabled already\n");
        }
        invocation.console().print(text.append(starts.told(systemd)));
    }

    static List<String> strings(List<Path> files) {
        List<String> strings = new ArrayList<>();
        for (Path file : files) {
            strings.add(file.toString());
        }
        return strings;
    }

    private static void dryRun(Invocation invocation, UnitPlaces places, BootUnit.Plan plan) throws IOException {
        if (invocation.json()) {
            Shown.by(invocation)
                    .output()
                    .startup(places.scope().word(), plan.unit().toString(), "not_changed", List.of(), plan.shown());
            return;
        }
        invocation.console().print("# " + plan.unit() + "\n" + plan.shown());
    }
}
