package pmon.os.linux.libc;

/**
 * What a file is.
 *
 * @param error errno where it could not be found out, else 0
 * @param mode kind and permission bits, as in stat(2)
 * @param uid the owner
 * @param links names it has
 */
public record FileStatus(int error, int mode, long uid, long links) {
    private static final int KIND = 0xF000;
    private static final int DIRECTORY = 0x4000;
    private static final int REGULAR = 0x8000;

    public boolean directory() {
        return error == 0 && (mode & KIND) == DIRECTORY;
    }

    public boolean regular() {
        return error == 0 && (mode & KIND) == REGULAR;
    }
}
