package pmon.ipc.chronicle;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;

/** Removes what the dead have left in shared memory: it is gone with the next boot only, and it is memory. */
final class Leftovers {
    private Leftovers() {}

    /**
     * Removes the directories of clients that have closed, or whose process is gone. Others remove their own.
     *
     * @param present names of those that the daemon still has a connection to, which that removes
     * @return how many are left
     */
    static int sweepClients(Path place, Set<String> present) throws IOException {
        int left = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(place, ClientDirectory::isOne)) {
            for (Path entry : entries) {
                ClientDirectory directory = new ClientDirectory(entry);
                if (!present.contains(directory.name()) && !directory.inUse()) {
                    Tree.delete(entry);
                } else {
                    left++;
                }
            }
        } catch (NoSuchFileException e) {
            // The last client of an ended daemon has removed the place.
        }
        return left;
    }

    /** Removes the places of this user's dead daemons. */
    static void sweepPlaces(Path parent, String prefix, Path except) throws IOException {
        try (DirectoryStream<Path> places = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path place : places) {
                if (!place.equals(except)) {
                    sweepIfDead(place);
                }
            }
        }
    }

    /** Removes a place if the daemon that made it is dead. */
    static void sweepIfDead(Path place) throws IOException {
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS) || Self.uid(place) != Self.uid()) {
            return;
        }
        if (!(PlaceLock.attempt(place) instanceof PlaceLock.Attempt.Taken(PlaceLock lock))) {
            return;
        }
        try (lock) {
            Files.deleteIfExists(place.resolve(MeetingPlace.BELL));
            sweepClients(place, Set.of());
            Files.deleteIfExists(place.resolve(PlaceLock.NAME));
            Tree.deleteIfEmpty(place);
        } catch (NoSuchFileException e) {
            // Its last client was faster.
        }
    }
}
