package pmon.os.linux;

import java.nio.charset.StandardCharsets;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.FileCalls.Chunk;

/** What the first bytes of a file say about how the kernel would execute it. */
sealed interface FirstBytes {
    /** An interpreter is named after {@code #!}. */
    record Script(String interpreter) implements FirstBytes {}

    /** An ELF image, or something we cannot look into, or something a binfmt_misc entry may know. */
    record Image() implements FirstBytes {}

    /** Nothing that the kernel executes. */
    record Neither() implements FirstBytes {}

    /** BINPRM_BUF_SIZE: the kernel itself looks no further. */
    int KERNEL_LOOKS_AT = 256;

    /** Looks as the daemon, whose answer is only about a file that the user was found to be allowed to execute. */
    static FirstBytes of(String file) {
        int flags = FileCalls.O_RDONLY | FileCalls.O_CLOEXEC | FileCalls.O_NONBLOCK | FileCalls.O_NOCTTY;
        int descriptor = FileCalls.open(file, flags, 0);
        if (descriptor < 0) {
            return new Image();
        }
        Chunk chunk = FileCalls.read(descriptor);
        int count = Math.clamp(chunk.count(), 0, KERNEL_LOOKS_AT);
        String text = new String(chunk.bytes(), 0, count, StandardCharsets.UTF_8);
        FileCalls.close(descriptor);
        if (text.startsWith("#!")) {
            return script(text);
        }
        return text.startsWith("\u007fELF") || otherFormats() ? new Image() : new Neither();
    }

    private static FirstBytes script(String text) {
        String line = text.substring(2).lines().findFirst().orElse("").strip();
        int end = 0;
        while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != '\t') {
            end++;
        }
        return end == 0 ? new Neither() : new Script(line.substring(0, end));
    }

    /** Whether somebody taught the kernel further formats: binfmt_misc is mounted, so we cannot tell what it knows. */
    private static boolean otherFormats() {
        return FileCalls.status("/proc/sys/fs/binfmt_misc/register").error() == 0;
    }
}
