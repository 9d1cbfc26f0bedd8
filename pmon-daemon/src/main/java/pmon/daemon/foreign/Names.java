package pmon.daemon.foreign;

import java.util.HashSet;
import java.util.Set;
import pmon.api.process.ProcessName;

/** Finds for what others call a program or a group a name that is allowed here, and distinct. */
final class Names {
    private static final int LONGEST = 90;

    private final Set<String> taken = new HashSet<>();

    /** As it is where that is allowed and free. */
    String distinct(String text) {
        String name = allowed(text);
        String free = name;
        for (int number = 2; !taken.add(free); number++) {
            free = name + "-" + number;
        }
        return free;
    }

    /** As it is where that is allowed. */
    static String allowed(String text) {
        String name = text.replaceAll("[^A-Za-z0-9_.@:+-]", "_");
        name = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
        return ProcessName.valid(name) ? name : "p_" + name;
    }
}
