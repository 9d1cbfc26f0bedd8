/** What /proc tells about processes, read with as little work as possible. */
@NullMarked
package pmon.os.linux.proc;

import org.jspecify.annotations.NullMarked;
