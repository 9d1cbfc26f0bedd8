package pmon.daemon.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import pmon.daemon.document.Mistake;
import pmon.daemon.document.Position;

/** Where a value comes from. */
sealed interface Source {
    String text();

    /** A mistake in a value from here. */
    Mistake mistake(String message);

    /** Nobody set it. */
    record Standard() implements Source {
        @Override
        public String text() {
            return "default";
        }

        @Override
        public Mistake mistake(String message) {
            return new Mistake("default", null, message);
        }
    }

    /**
     * A key of the configuration file.
     *
     * @param at the position of its value
     */
    record Key(Path file, @Nullable Position at) implements Source {
        @Override
        public String text() {
            return at == null ? file.toString() : file + ":" + at.line();
        }

        @Override
        public Mistake mistake(String message) {
            return new Mistake(file.toString(), at, message);
        }
    }

    /** A variable of the daemon's environment. */
    record Variable(String name) implements Source {
        @Override
        public String text() {
            return "environment variable " + name;
        }

        @Override
        public Mistake mistake(String message) {
            return new Mistake(text(), null, message);
        }
    }

    /** What the daemon was started with. */
    record CommandLine() implements Source {
        @Override
        public String text() {
            return "command line";
        }

        @Override
        public Mistake mistake(String message) {
            return new Mistake(text(), null, message);
        }
    }
}
