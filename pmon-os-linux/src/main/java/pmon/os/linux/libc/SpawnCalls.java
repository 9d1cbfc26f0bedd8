package pmon.os.linux.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * posix_spawn(3) as every child of pmon is started: in a session of its own, no signal blocked, all at their default, no descriptor but
 * the standard three. One thread at a time.
 */
public final class SpawnCalls {
    // spawn.h. glibc's structs are 336 and 80 bytes on both architectures.
    private static final int SETSIGDEF = 0x04;
    private static final int SETSIGMASK = 0x08;
    private static final int SETSID = 0x80;
    private static final int ATTRIBUTES_BYTES = 512;
    private static final int ACTIONS_BYTES = 256;
    private static final int SIGSET_BYTES = 128;

    private static final MemorySegment SPAWN = Abi.function("posix_spawn");
    private static final MemorySegment ATTR_INIT = Abi.function("posix_spawnattr_init");
    private static final MemorySegment ATTR_SETFLAGS = Abi.function("posix_spawnattr_setflags");
    private static final MemorySegment ATTR_SETSIGDEFAULT = Abi.function("posix_spawnattr_setsigdefault");
    private static final MemorySegment ATTR_SETSIGMASK = Abi.function("posix_spawnattr_setsigmask");
    private static final MemorySegment ACTIONS_INIT = Abi.function("posix_spawn_file_actions_init");
    private static final MemorySegment ACTIONS_DESTROY = Abi.function("posix_spawn_file_actions_destroy");
    private static final MemorySegment ADD_DUP2 = Abi.function("posix_spawn_file_actions_adddup2");
    private static final MemorySegment ADD_CHDIR = Abi.function("posix_spawn_file_actions_addchdir_np");
    private static final MemorySegment ADD_CLOSEFROM = Abi.function("posix_spawn_file_actions_addclosefrom_np");

    private final MemorySegment attributes = Arena.ofAuto().allocate(ATTRIBUTES_BYTES, Long.BYTES);

    public SpawnCalls() {
        Abi.callPlain(ATTR_INIT, attributes.address(), 0, 0, 0, 0, 0);
        Abi.callPlain(ATTR_SETFLAGS, attributes.address(), SETSID | SETSIGDEF | SETSIGMASK, 0, 0, 0, 0);
        MemorySegment set = Scratch.mine().buffer().asSlice(0, SIGSET_BYTES);
        set.fill((byte) 0xff);
        Abi.callPlain(ATTR_SETSIGDEFAULT, attributes.address(), set.address(), 0, 0, 0, 0);
        set.fill((byte) 0);
        Abi.callPlain(ATTR_SETSIGMASK, attributes.address(), set.address(), 0, 0, 0, 0);
    }

    /** Whether this C library can start children without leaking descriptors. */
    public static boolean supported() {
        return Arch.known() && Abi.has("posix_spawn_file_actions_addclosefrom_np");
    }

    /**
     * Starts a child and returns once it has executed the file.
     *
     * @param arguments argv, from argv[0] on
     * @param environment texts of the form NAME=VALUE
     * @param input becomes 0
     * @param output becomes 1
     * @param error becomes 2
     * @return the pid, or minus the error number of whatever went wrong first
     */
    public int spawn(
            String file,
            List<String> arguments,
            List<String> environment,
            String directory,
            int input,
            int output,
            int error) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pid = arena.allocate(ValueLayout.JAVA_INT);
            MemorySegment path = arena.allocateFrom(file, StandardCharsets.UTF_8);
            MemorySegment argv = strings(arena, arguments);
            MemorySegment envp = strings(arena, environment);
            MemorySegment actions = arena.allocate(ACTIONS_BYTES, Long.BYTES);
            int failure = fill(actions, arena.allocateFrom(directory, StandardCharsets.UTF_8), input, output, error);
            if (failure == 0) {
                failure = Abi.callPlain(
                        SPAWN,
                        pid.address(),
                        path.address(),
                        actions.address(),
                        attributes.address(),
                        argv.address(),
                        envp.address());
            }
            Abi.callPlain(ACTIONS_DESTROY, actions.address(), 0, 0, 0, 0, 0);
            return failure == 0 ? pid.get(ValueLayout.JAVA_INT, 0) : -failure;
        }
    }

    /** Each of these can fail for want of memory only. */
    private static int fill(MemorySegment actions, MemorySegment directory, int input, int output, int errors) {
        long address = actions.address();
        int error = Abi.callPlain(ACTIONS_INIT, address, 0, 0, 0, 0, 0);
        error |= Abi.callPlain(ADD_CHDIR, address, directory.address(), 0, 0, 0, 0);
        error |= Abi.callPlain(ADD_DUP2, address, input, 0, 0, 0, 0);
        error |= Abi.callPlain(ADD_DUP2, address, output, 1, 0, 0, 0);
        error |= Abi.callPlain(ADD_DUP2, address, errors, 2, 0, 0, 0);
        error |= Abi.callPlain(ADD_CLOSEFROM, address, 3, 0, 0, 0, 0);
        return error == 0 ? 0 : Errno.ENOMEM;
    }

    /** A null-terminated array of C strings. */
    private static MemorySegment strings(Arena arena, List<String> texts) {
        MemorySegment array = arena.allocate(ValueLayout.ADDRESS, texts.size() + 1L);
        for (int i = 0; i < texts.size(); i++) {
            array.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(texts.get(i), StandardCharsets.UTF_8));
        }
        return array;
    }
}
