package pmon.os.linux.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** The filesystem identity of the calling thread alone; the C library's wrappers of the like would change all threads. */
public final class CredentialCalls {
    private static final int GROUPS_BOUND = 65_536; // NGROUPS_MAX

    private static final MemorySegment SETFSUID = Abi.function("setfsuid");
    private static final MemorySegment SETFSGID = Abi.function("setfsgid");
    private static final MemorySegment GETGROUPS = Abi.function("getgroups");
    private static final MemorySegment SYSCALL = Abi.function("syscall");

    private CredentialCalls() {}

    /** Sets it; whether it is so now. The call itself cannot say: it returns the former id whatever happened. */
    public static boolean setfsuid(long uid) {
        Abi.callPlain(SETFSUID, uid, 0, 0, 0, 0, 0);
        return Integer.toUnsignedLong(Abi.callPlain(SETFSUID, -1, 0, 0, 0, 0, 0)) == uid;
    }

    /** Sets it; whether it is so now. */
    public static boolean setfsgid(long gid) {
        Abi.callPlain(SETFSGID, gid, 0, 0, 0, 0, 0);
        return fsgid() == gid;
    }

    /** Asks by setting what cannot be set, which returns the present one. */
    public static long fsgid() {
        return Integer.toUnsignedLong(Abi.callPlain(SETFSGID, -1, 0, 0, 0, 0, 0));
    }

    /** The supplementary groups of this thread. */
    public static List<Long> groups() {
        try (Arena arena = Arena.ofConfined()) {
            int count = Math.clamp(Abi.call(GETGROUPS, 0, 0, 0), 0, GROUPS_BOUND);
            MemorySegment ids = arena.allocate(ValueLayout.JAVA_INT, count + 1L);
            return UserCalls.ids(ids, Math.max(0, Abi.call(GETGROUPS, count, ids.address(), 0)));
        }
    }

    /** Sets the supplementary groups of this thread; zero, or minus errno. */
    public static int setgroups(List<Long> groups) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ids = arena.allocate(ValueLayout.JAVA_INT, groups.size() + 1L);
            for (int i = 0; i < groups.size(); i++) {
                ids.setAtIndex(ValueLayout.JAVA_INT, i, groups.get(i).intValue());
            }
            return Abi.call(SYSCALL, Arch.CURRENT.setgroupsNumber, groups.size(), ids.address());
        }
    }
}
