package pmon.cli.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Failure;

/**
 * The other machines that somebody commands: {@code hosts.toml} beside the configuration. Of TOML it takes tables of texts, which is all
 * that is needed, and no reader of all of TOML would be as small as what it reads.
 *
 * @param file where they are
 */
record Hosts(Path file) {
    /** Far above what anybody writes. */
    private static final long MAX_BYTES = 1 << 20;

    private static final String ADDRESS = "address";
    private static final String KEY = "key";

    /**
     * One of them.
     *
     * @param address the endpoint of its daemon
     * @param key the key file that proves who commands
     */
    record Host(String address, Path key) {}

    /** Those of the caller. */
    static Hosts of(Caller caller) {
        String home = caller.variable("PMON_HOME");
        if (home != null) {
            return new Hosts(Path.of(caller.absolute(home), "hosts.toml"));
        }
        String configuration = caller.variable("XDG_CONFIG_HOME");
        if (configuration != null && configuration.startsWith("/")) {
            return new Hosts(Path.of(configuration, "pmon", "hosts.toml"));
        }
        String user = caller.variable("HOME");
        return new Hosts(Path.of(user == null ? System.getProperty("user.home") : user, ".config/pmon/hosts.toml"));
    }

    /** The one of that name. */
    Host named(String name) throws Failure {
        Map<String, Map<String, String>> tables = read();
        Map<String, String> table = tables.get(name);
        if (table == null) {
            throw Failure.usage("no host " + name + " in " + file
                    + (tables.isEmpty() ? "" : "; it has: " + String.join(", ", new TreeSet<>(tables.keySet()))));
        }
        for (String wanted : List.of(ADDRESS, KEY)) {
            if (!table.containsKey(wanted)) {
                throw broken("the host " + name + " has no " + wanted);
            }
        }
        // Beside the file unless it says otherwise.
        return new Host(table.getOrDefault(ADDRESS, ""), file.resolveSibling(table.getOrDefault(KEY, "")));
    }

    private Map<String, Map<String, String>> read() throws Failure {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw broken("it has more than " + MAX_BYTES + " bytes");
            }
            return parse(Files.readAllLines(file));
        } catch (NoSuchFileException e) {
            throw Failure.usage(
                    "there is no " + file + ", which says where other machines are and which key opens them");
        } catch (IOException e) {
            throw broken(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Map<String, String>> parse(List<String> lines) throws Failure {
        Map<String, Map<String, String>> tables = new HashMap<>();
        Map<String, String> table = null;
        int number = 0;
        for (String raw : lines) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                table = new HashMap<>();
                if (tables.putIfAbsent(tableName(line, number), table) != null) {
                    throw broken(number, "this host is there twice");
                }
                continue;
            }
            if (table == null) {
                throw broken(number, "a [name] has to come first");
            }
            put(line, number, table);
        }
        return tables;
    }

    private String tableName(String line, int number) throws Failure {
        int end = line.indexOf(']');
        if (end < 0 || !nothing(line.substring(end + 1))) {
            throw broken(number, "write it like [name]");
        }
        String name = line.substring(1, end).strip();
        if (name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")) {
            name = name.substring(1, name.length() - 1);
        }
        if (name.isEmpty()) {
            throw broken(number, "a host needs a name");
        }
        return name;
    }

    private void put(String line, int number, Map<String, String> table) throws Failure {
        int equals = line.indexOf('=');
        String key = equals < 0 ? "" : line.substring(0, equals).strip();
        if (!key.equals(ADDRESS) && !key.equals(KEY)) {
            throw broken(number, "a host has an address and a key, written like key = \"web1.pem\"");
        }
        if (table.put(key, text(line.substring(equals + 1).strip(), number)) != null) {
            throw broken(number, key + " is there twice");
        }
    }

    private String text(String written, int number) throws Failure {
        @Nullable String text = null;
        if (written.length() > 1) {
            char quote = written.charAt(0);
            int end = written.indexOf(quote, 1);
            if ((quote == '"' || quote == '\'') && end > 0 && nothing(written.substring(end + 1))) {
                text = written.substring(1, end);
            }
        }
        if (text == null || text.isEmpty() || text.indexOf('\\') >= 0) {
            throw broken(number, "the value has to be a text in quotes, without backslashes");
        }
        return text;
    }

    private static boolean nothing(String rest) {
        String stripped = rest.strip();
        return stripped.isEmpty() || stripped.startsWith("#");
    }

    private Failure broken(int line, String what) {
        return new Failure(ErrorCode.BAD_CONFIG, file + ":" + line + ": " + what);
    }

    private Failure broken(String what) {
        return new Failure(ErrorCode.BAD_CONFIG, file + ": " + what);
    }
}
