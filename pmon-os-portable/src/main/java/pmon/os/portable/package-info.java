/** Starts, watches and signals processes with what the JDK offers everywhere. */
@NullMarked
package pmon.os.portable;

import org.jspecify.annotations.NullMarked;
