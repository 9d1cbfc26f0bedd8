/** Control groups of version 2, as far as they keep processes together. */
@NullMarked
package pmon.os.linux.cgroup;

import org.jspecify.annotations.NullMarked;
