package pmon.os.linux.libc;

/** Error numbers and what they mean to a person. Source: asm-generic/errno-base.h and errno.h, the same on both architectures. */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int EIO = 5;
    public static final int ENXIO = 6;
    public static final int E2BIG = 7;
    public static final int ENOEXEC = 8;
    public static final int ECHILD = 10;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EEXIST = 17;
    public static final int ENODEV = 19;
    public static final int ENOTDIR = 20;
    public static final int EISDIR = 21;
    public static final int EINVAL = 22;
    public static final int ENFILE = 23;
    public static final int EMFILE = 24;
    public static final int ETXTBSY = 26;
    public static final int ENOSPC = 28;
    public static final int EROFS = 30;
    public static final int ERANGE = 34;
    public static final int ENAMETOOLONG = 36;
    public static final int ELOOP = 40;
    public static final int ELIBBAD = 80;
    public static final int ECONNREFUSED = 111;
    public static final int EDQUOT = 122;

    private Errno() {}

    /** In words, lower case, without a full stop. */
    public static String describe(int errno) {
        return switch (errno) {
            case EPERM -> "operation not permitted";
            case ENOENT -> "no such file";
            case EIO -> "input/output error";
            case ENXIO -> "no such device";
            case E2BIG -> "arguments and environment are too long";
            case ENOEXEC -> "not an executable file or a script without #! line";
            case EAGAIN -> "no more processes allowed (RLIMIT_NPROC, a pids cgroup or threads-max)";
            case ENOMEM -> "not enough memory";
            case EACCES -> "permission denied";
            case ENOTDIR -> "a part of the path is not a directory";
            case EISDIR -> "is a directory";
            case ENFILE -> "too many open files in the whole system";
            case EMFILE -> "too many open files in the daemon";
            case ETXTBSY -> "is being written by another process";
            case ENOSPC -> "no space left";
            case EROFS -> "read-only file system";
            case ENAMETOOLONG -> "name too long";
            case ELOOP -> "is a symbolic link, or there are too many on the way";
            case ELIBBAD -> "its interpreter is damaged or for another architecture";
            case ECONNREFUSED -> "nobody listens";
            case EDQUOT -> "disk quota exceeded";
            default -> "error number " + errno;
        };
    }
}
