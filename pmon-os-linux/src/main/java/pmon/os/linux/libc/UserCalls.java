package pmon.os.linux.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The user database through the name service switch, so LDAP and the like count. */
public final class UserCalls {
    private static final int FIRST_BUFFER = 4096;
    /** Far above what any directory service sends for one user. */
    private static final int BUFFER_BOUND = 1 << 20;

    private static final int FIRST_GROUPS = 64;
    private static final int GROUPS_BOUND = 65_536; // NGROUPS_MAX

    private static final MemorySegment GETPWNAM_R = Abi.function("getpwnam_r");
    private static final MemorySegment GETPWUID_R = Abi.function("getpwuid_r");
    private static final MemorySegment GETGRNAM_R = Abi.function("getgrnam_r");
    private static final MemorySegment GETGROUPLIST = Abi.function("getgrouplist");

    private UserCalls() {}

    /** A line of the user database. */
    public record Passwd(String name, long uid, long gid, String home, String shell) {}

    public static Optional<Passwd> byName(String name) {
        try (Arena arena = Arena.ofConfined()) {
            return lookUp(
                    arena,
                    GETPWNAM_R,
                    arena.allocateFrom(name, StandardCharsets.UTF_8).address());
        }
    }

    public static Optional<Passwd> byUid(long uid) {
        try (Arena arena = Arena.ofConfined()) {
            return lookUp(arena, GETPWUID_R, uid);
        }
    }

    /** The groups of a user, the primary among them; only the primary where the database gives more than the kernel allows. */
    public static List<Long> groups(String name, long gid) {
        for (int capacity = FIRST_GROUPS; capacity <= GROUPS_BOUND; capacity *= 2) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment ids = arena.allocate(ValueLayout.JAVA_INT, capacity);
                MemorySegment count = arena.allocateFrom(ValueLayout.JAVA_INT, capacity);
                long user = arena.allocateFrom(name, StandardCharsets.UTF_8).address();
                int result = Abi.callPlain(GETGROUPLIST, user, gid, ids.address(), count.address(), 0, 0);
                if (result >= 0) {
                    return ids(ids, count.get(ValueLayout.JAVA_INT, 0));
                }
            }
        }
        return List.of(gid);
    }

    static List<Long> ids(MemorySegment ids, int count) {
        var list = new ArrayList<Long>(count);
        for (int i = 0; i < count; i++) {
            list.add(Integer.toUnsignedLong(ids.getAtIndex(ValueLayout.JAVA_INT, i)));
        }
        return List.copyOf(list);
    }

    /** The id of a group. */
    public static OptionalLong group(String name) {
        try (Arena arena = Arena.ofConfined()) {
            long key = arena.allocateFrom(name, StandardCharsets.UTF_8).address();
            // struct group: name 0, password 8, gid 16, members 24, on both architectures.
            return lookUp(arena, GETGRNAM_R, key, group -> Integer.toUnsignedLong(group.get(ValueLayout.JAVA_INT, 16)))
                    .map(OptionalLong::of)
                    .orElseGet(OptionalLong::empty);
        }
    }

    private static Optional<Passwd> lookUp(Arena arena, MemorySegment function, long key) {
        return lookUp(arena, function, key, UserCalls::passwd);
    }

    /** Asks with growing buffers while the answer is ERANGE. */
    private static <T> Optional<T> lookUp(
            Arena arena, MemorySegment function, long key, Function<MemorySegment, T> read) {
        MemorySegment entry = arena.allocate(48, Long.BYTES);
        MemorySegment found = arena.allocate(ValueLayout.ADDRESS);
        for (int size = FIRST_BUFFER; size <= BUFFER_BOUND; size *= 2) {
            MemorySegment buffer = arena.allocate(size);
            int error = Abi.callPlain(function, key, entry.address(), buffer.address(), size, found.address(), 0);
            if (error == 0) {
                boolean some = found.get(ValueLayout.JAVA_LONG, 0) != 0;
                return some ? Optional.of(read.apply(entry)) : Optional.empty();
            }
            if (error != Errno.ERANGE && error != Errno.EINTR) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** struct passwd: name 0, password 8, uid 16, gid 20, gecos 24, dir 32, shell 40, on both architectures. */
    private static Passwd passwd(MemorySegment passwd) {
        return new Passwd(
                text(passwd, 0),
                Integer.toUnsignedLong(passwd.get(ValueLayout.JAVA_INT, 16)),
                Integer.toUnsignedLong(passwd.get(ValueLayout.JAVA_INT, 20)),
                text(passwd, 32),
                text(passwd, 40));
    }

    private static String text(MemorySegment struct, long offset) {
        MemorySegment pointer = struct.get(ValueLayout.ADDRESS, offset);
        return pointer.address() == 0 ? "" : pointer.reinterpret(BUFFER_BOUND).getString(0, StandardCharsets.UTF_8);
    }
}
