/** Frames over TLS 1.3, with certificates of one authority on both sides. */
@NullMarked
package pmon.ipc.tcp;

import org.jspecify.annotations.NullMarked;
