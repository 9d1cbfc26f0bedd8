package pmon.os.linux.libc;

/** Where x86-64 and arm64 differ. Sources: asm/fcntl.h, asm/unistd.h and sys/epoll.h of both. */
enum Arch {
    X86_64("amd64", 0x10000, 0x20000, 116, 12, 4),
    ARM64("aarch64", 0x4000, 0x8000, 159, 16, 8);

    static final Arch CURRENT = current();

    private final String javaName;
    final int openDirectory;
    final int openNoFollow;
    final int setgroupsNumber;
    /** x86-64 packs struct epoll_event, for the sake of 32-bit programs. */
    final int epollEventBytes;

    final int epollDataOffset;

    Arch(String javaName, int openDirectory, int openNoFollow, int setgroups, int eventBytes, int dataOffset) {
        this.javaName = javaName;
        this.openDirectory = openDirectory;
        this.openNoFollow = openNoFollow;
        this.setgroupsNumber = setgroups;
        this.epollEventBytes = eventBytes;
        this.epollDataOffset = dataOffset;
    }

    static boolean known() {
        for (Arch arch : values()) {
            if (arch.javaName.equals(System.getProperty("os.arch"))) {
                return true;
            }
        }
        return false;
    }

    private static Arch current() {
        return System.getProperty("os.arch").equals(ARM64.javaName) ? ARM64 : X86_64;
    }
}
