/** What other process managers are told, in programs of ours: a reader for each of their formats. */
@NullMarked
package pmon.daemon.foreign;

import org.jspecify.annotations.NullMarked;
