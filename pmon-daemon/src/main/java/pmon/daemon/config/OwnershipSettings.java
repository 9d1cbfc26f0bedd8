package pmon.daemon.config;

/** The settings of owner and permission bits that every kind of file has. */
record OwnershipSettings(
        Setting<String> user, Setting<String> group, Setting<Integer> directoryMode, Setting<Integer> fileMode) {
    /** Those that the others fall back to. */
    static OwnershipSettings general() {
        String section = "permissions";
        return new OwnershipSettings(
                Settings.add(user(section).says("The owner of files and directories that name no other.")),
                Settings.add(group(section).says("Their group.")),
                Settings.add(directoryMode(section).says("The mode of directories that name no other.")),
                Settings.add(fileMode(section).says("The mode of files that name no other.")));
    }

    /**
     * @param builtIn the modes that apply where neither the section nor {@code permissions} says any
     */
    static OwnershipSettings of(String section, String builtIn) {
        return new OwnershipSettings(
                Settings.add(inherit(user(section), "user").says("The owner of the " + section + " directory.")),
                Settings.add(inherit(group(section), "group").says("Its group.")),
                Settings.add(inherit(directoryMode(section), "directory_mode")
                        .says("Its mode. Where nothing is set, directory and files get " + builtIn + ".")),
                Settings.add(inherit(fileMode(section), "file_mode").says("The mode of files in it.")));
    }

    /** The socket: whoever may write to it may send commands, so nothing is inherited that would open it. */
    static OwnershipSettings messageQueue() {
        String section = "message_queue";
        return new OwnershipSettings(
                Settings.add(inherit(user(section).formerly("mq_user", "CONFIGOR_MESSAGEQUEUEUSER"), "user")
                        .says("The owner of queues in shared memory.")),
                Settings.add(inherit(group(section).formerly("mq_group", "CONFIGOR_MESSAGEQUEUEGROUP"), "group")
                        .says("Their group.")),
                Settings.add(directoryMode(section)
                        .standard(0700)
                        .says("The mode of their directory. The run directory of the socket is 0700, or 0711 where"
                                + " `file_mode` is 0666.")),
                Settings.add(fileMode(section)
                        .standard(0600)
                        .says("The mode of the queues. 0666 opens a root daemon's socket to all users, each of whom may"
                                + " act on their own programs.")));
    }

    private static Draft<String> user(String section) {
        return placed(new Draft<>(section + ".user", Kind.TEXT)).forRoot();
    }

    private static Draft<String> group(String section) {
        return placed(new Draft<>(section + ".group", Kind.TEXT)).forRoot();
    }

    private static Draft<Integer> directoryMode(String section) {
        return placed(new Draft<>(section + ".directory_mode", Kind.MODE));
    }

    private static Draft<Integer> fileMode(String section) {
        return placed(new Draft<>(section + ".file_mode", Kind.MODE));
    }

    private static <T> Draft<T> inherit(Draft<T> draft, String name) {
        return draft.standard(_ -> null, "`permissions." + name + "`");
    }

    /** Files and directories get owner and mode when they are made, which is when the daemon starts. */
    private static <T> Draft<T> placed(Draft<T> draft) {
        return draft.effective(Setting.Effect.AT_START);
    }
}
