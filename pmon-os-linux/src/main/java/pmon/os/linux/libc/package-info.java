/** The C library of Linux, one method per call: numbers and texts in, zero or more or minus errno out. */
@NullMarked
package pmon.os.linux.libc;

import org.jspecify.annotations.NullMarked;
