package pmon.cli.boot;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.cli.shell.Failure;

/** The unit of the daemon and the link that enables it, which is all that {@code systemctl enable} makes of it. */
public final class BootUnit {
    private final UnitPlaces places;

    public BootUnit(UnitPlaces places) {
        this.places = places;
    }

    /**
     * What is to be there.
     *
     * @param unit the file that is enabled
     * @param text what to write into it; null where a package has installed it
     */
    public record Plan(Path unit, @Nullable String text) {
        /** What systemd will read. */
        public String shown() throws IOException {
            return text == null ? Files.readString(unit) : text;
        }
    }

    /**
     * For the pmond of an image: the package's unit where it runs that very image and nothing else is asked for, else one of our own.
     *
     * @param environment variables that the daemon is to have
     */
    public Plan plan(Path image, Map<String, String> environment) throws Failure, IOException {
        Path program = image.resolve("bin/pmond");
        Path template = image.resolve("share/systemd/" + places.scope().word() + "/" + UnitPlaces.UNIT);
        if (!Files.isExecutable(program) || !Files.isReadable(template)) {
            throw new Failure(ErrorCode.FAILED, "cannot make a unit: " + image + " is no image of pmon");
        }
        // A path that upgrades do not change.
        Path installed = places.root().resolve("usr/bin/pmond");
        boolean packaged = Files.exists(installed) && Files.isSameFile(installed, program);
        if (packaged && environment.isEmpty() && Files.exists(places.packaged())) {
            return new Plan(places.packaged(), null);
        }
        String run = places.inside(packaged ? installed : program).toString();
        return new Plan(places.written(), UnitText.of(Files.readString(template), run, environment));
    }

    /** Makes it so. @return the files that were made, changed or removed; empty when all was so before */
    public List<Path> install(Plan plan) throws Failure, IOException {
        List<Path> changed = new ArrayList<>();
        Path written = places.written();
        if (exists(written) && !ours(written)) {
            throw new Failure(
                    ErrorCode.FAILED,
                    "cannot install the unit: " + written + " is there and is not ours; remove it, or enable it with"
                            + " systemctl enable pmond");
        }
        if (plan.text() == null) {
            // It would be read in place of the package's.
            if (Files.deleteIfExists(written)) {
                changed.add(written);
            }
        } else if (!exists(written) || !Files.readString(written).equals(plan.text())) {
            write(written, plan.text());
            changed.add(written);
        }
        Path link = places.link();
        if (!leadsTo(plan.unit())) {
            Files.createDirectories(places.wants());
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, places.inside(plan.unit()));
            changed.add(link);
        }
        return changed;
    }

    /** Undoes {@link #install}, and nothing else. @return the files that were removed */
    public List<Path> uninstall() throws IOException {
        List<Path> removed = new ArrayList<>();
        Path written = places.written();
        Path link = places.link();
        boolean ours = exists(written) && ours(written);
        if ((ours && leadsTo(written)) || leadsTo(places.packaged())) {
            Files.delete(link);
            removed.add(link);
            deleteIfEmpty(places.wants());
        }
        if (ours) {
            Files.delete(written);
            removed.add(written);
        }
        return removed;
    }

    /** Whether the link is one to this unit, whatever it calls it: /lib may be /usr/lib. */
    private boolean leadsTo(Path unit) throws IOException {
        Path link = places.link();
        if (!Files.isSymbolicLink(link) || !Files.exists(unit)) {
            return false;
        }
        Path named = places.wants().resolve(Files.readSymbolicLink(link));
        Path target = named.startsWith(places.root()) ? named : places.outside(named);
        return Files.exists(target) && Files.isSameFile(target, unit);
    }

    /** As systemctl disable does. */
    private static void deleteIfEmpty(Path directory) throws IOException {
        try {
            Files.delete(directory);
        } catch (DirectoryNotEmptyException e) {
            // Other units are wanted too.
        }
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** A link is never ours: systemctl makes one to mask a unit, or to enable one that lies elsewhere. */
    private static boolean ours(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.readString(file).startsWith(UnitText.MARK);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = Files.writeString(file.resolveSibling("." + UnitPlaces.UNIT + ".new"), text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
