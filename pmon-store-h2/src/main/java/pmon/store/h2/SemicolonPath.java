package pmon.store.h2;

import java.nio.file.Path;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A path with semicolons, in front of the first of which H2 takes its URL for over, without any way to write one: H2 is given another
 * character, and the file system that it finds by this scheme puts the semicolon back. Public, because H2 itself makes them.
 */
public final class SemicolonPath extends FilePathWrapper {
    private static final String SCHEME = "pmon";

    /** Of Unicode's private use area, so in nobody's path. */
    private static final char STANDS_FOR_SEMICOLON = '\uE000';

    static {
        FilePath.register(new SemicolonPath());
    }

    /** For H2, which makes one for each file. */
    public SemicolonPath() {
        super();
    }

    /** What stands for a path in a URL of H2. */
    static String inUrl(Path file) {
        String path = file.toString();
        return path.indexOf(';') < 0 ? "file:" + path : SCHEME + ":" + path.replace(';', STANDS_FOR_SEMICOLON);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    protected FilePath unwrap(String path) {
        return FilePath.get(path.substring(SCHEME.length() + 1).replace(STANDS_FOR_SEMICOLON, ';'));
    }
}
