package pmon.api.spi.legacy;

import java.util.List;

/**
 * What is on record.
 *
 * @param programs in the order of their ids
 * @param groups the names of all groups, also of those without programs
 */
public record LegacyRecords(List<LegacyProgram> programs, List<String> groups) {
    public LegacyRecords {
        programs = List.copyOf(programs);
        groups = List.copyOf(groups);
    }

    /**
     * A program as it is on record; empty where nothing is.
     *
     * @param args arguments after argv[0], exactly as the program got them
     * @param envVars variables as one text
     * @param status the number of its status
     * @param dependencies names of programs that start before it
     * @param groups names of groups it belongs to
     */
    public record LegacyProgram(
            int id,
            String name,
            String file,
            List<String> args,
            String envVars,
            String user,
            String log,
            int status,
            boolean autoRestart,
            List<String> dependencies,
            List<String> groups) {
        public LegacyProgram {
            args = List.copyOf(args);
            dependencies = List.copyOf(dependencies);
            groups = List.copyOf(groups);
        }
    }
}
