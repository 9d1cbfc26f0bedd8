import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Checks or applies the one format of all Java files below a directory: {@code Format check|apply ROOT KNOWN}. The file
 * KNOWN remembers checksums of contents found to be formatted, so that a second run looks only at what has changed.
 */
final class Format {
    private static final Set<String> SKIPPED = Set.of("target", ".git");
    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    public static void main(String[] args) throws IOException {
        boolean apply = args[0].equals("apply");
        Path root = Path.of(args[1]);
        Path known = Path.of(args[2]);
        Set<String> formatted = Files.exists(known) ? new HashSet<>(Files.readAllLines(known)) : Set.of();
        Set<String> remembered = new HashSet<>();
        List<Path> wrong = new ArrayList<>();
        for (Path file : sources(root)) {
            String source = Files.readString(file);
            if (!formatted.contains(checksum(source))) {
                String wanted = format(file, source);
                if (!wanted.equals(source)) {
                    wrong.add(root.relativize(file));
                    if (!apply) {
                        continue;
                    }
                    Files.writeString(file, wanted);
                    source = wanted;
                }
            }
            remembered.add(checksum(source));
        }
        Files.createDirectories(known.getParent());
        Files.write(known, remembered);
        if (!wrong.isEmpty() && !apply) {
            System.err.println("These files are not formatted:");
            wrong.forEach(file -> System.err.println("  " + file));
            System.err.println("To format them: ./mvnw -q -pl format validate -Dformat=apply");
            System.exit(1);
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        var sources = new ArrayList<Path>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return SKIPPED.contains(directory.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        sources.sort(null);
        return sources;
    }

    private static String format(Path file, String source) {
        try {
            return FORMATTER.formatSource(
                    RemoveUnusedImports.removeUnusedImports(ImportOrderer.reorderImports(source, Style.PALANTIR)));
        } catch (FormatterException e) {
            throw new UncheckedIOException(new IOException("cannot format " + file + ": " + e.getMessage(), e));
        }
    }

    private static String checksum(String source) {
        CRC32C sum = new CRC32C();
        sum.update(source.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue()) + "-" + source.length();
    }
}
