import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Lays what a Debian package has besides the image itself, as it is to lie on the machine: {@code PackageFiles IMAGE CHANGELOG
 * COPYRIGHT ROOT}. Places are those of the Debian Policy Manual 4.6 (chapter 12) and of each shell as Debian builds it.
 */
final class PackageFiles {
    private final Path shared;
    private final Path root;

    private PackageFiles(Path shared, Path root) {
        this.shared = shared;
        this.root = root;
    }

    public static void main(String[] args) throws IOException {
        Path image = Path.of(args[0]);
        Path root = Path.of(args[3]);
        delete(root);
        var files = new PackageFiles(image.resolve("share"), root);
        files.manual();
        for (String name : List.of("pmon", "pmon3")) {
            // bash and fish look for a file of the command's name; to zsh the file says which commands it is for.
            files.copy("bash-completion/completions/pmon", "usr/share/bash-completion/completions/" + name);
            files.copy("fish/vendor_completions.d/pmon.fish", "usr/share/fish/vendor_completions.d/" + name + ".fish");
        }
        files.copy("zsh/site-functions/_pmon", "usr/share/zsh/vendor-completions/_pmon");
        files.copy("systemd/system/pmond.service", "usr/lib/systemd/system/pmond.service");
        files.copy("systemd/user/pmond.service", "usr/lib/systemd/user/pmond.service");
        files.copy("logrotate/pmon", "usr/share/doc/pmon/examples/logrotate");
        files.write(Files.readString(image.resolve("conf/config.yml")), "etc/pmon3/config/config.yml");
        files.write(Files.readString(Path.of(args[2])), "usr/share/doc/pmon/copyright");
        files.compress(Files.readString(Path.of(args[1])), "usr/share/doc/pmon/changelog.gz");
    }

    /** Every page, and under the names of pmon3 a reference to those that have one. */
    private void manual() throws IOException {
        try (Stream<Path> pages = Files.list(shared.resolve("man/man1"))) {
            for (Path page : pages.toList()) {
                String name = page.getFileName().toString();
                compress(Files.readString(page), "usr/share/man/man1/" + name + ".gz");
                if (name.startsWith("pmon")) {
                    String other = name.replaceFirst("pmon", "pmon3");
                    compress(".so man1/" + name + "\n", "usr/share/man/man1/" + other + ".gz");
                }
            }
        }
    }

    private void copy(String from, String to) throws IOException {
        write(Files.readString(shared.resolve(from)), to);
    }

    private void write(String text, String to) throws IOException {
        Files.writeString(place(to), text);
    }

    private void compress(String text, String to) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(place(to)))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Path place(String to) throws IOException {
        Path file = root.resolve(to);
        Files.createDirectories(file.getParent());
        return file;
    }

    private static void delete(Path root) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
