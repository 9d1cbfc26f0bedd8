package pmon.api.process;

import java.util.Locale;

/** How much of a program its stop reaches. */
public enum KillMode {
    /** Everything that it has started, and what that has started in turn. */
    TREE,
    /** The process group of its main process. What left that group lives on, and belongs to the program no longer. */
    GROUP,
    /** Its main process. Whatever that started lives on, and belongs to the program no longer. */
    MAIN;

    /** As it is written in configuration files and commands. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
