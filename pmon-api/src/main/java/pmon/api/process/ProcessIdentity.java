package pmon.api.process;

/**
 * One process of the operating system, told apart from a later one with the same number.
 *
 * @param pid process id
 * @param startTicks start time in clock ticks since boot (field 22 of /proc/PID/stat, see proc(5)); elsewhere whatever the
 *     kernel port uses for the same purpose
 * @param bootId the kernel's boot id (/proc/sys/kernel/random/boot_id); empty where there is none
 */
public record ProcessIdentity(int pid, long startTicks, String bootId) {}
