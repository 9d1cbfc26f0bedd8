/**
 * Starts, watches and signals processes with what the JDK offers everywhere that has a POSIX shell.
 *
 * <p>What that cannot do: a child shares the daemon's session, process group and umask, and cannot run as another user or with another
 * limit of open files; of its tree only descendants seen while their parents lived are found; an exit code above 128 and an end by a
 * signal look the same; the JDK spends a small thread on every child, and polls for what is not its child; memory is not reported.
 */
@NullMarked
package pmon.os.portable;

import org.jspecify.annotations.NullMarked;
