/** Decides what happens to programs; starts no thread, reads no clock, touches no file. */
@NullMarked
package pmon.core;

import org.jspecify.annotations.NullMarked;
