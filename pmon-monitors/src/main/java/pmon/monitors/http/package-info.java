/** Asks a server over HTTP. */
@NullMarked
package pmon.monitors.http;

import org.jspecify.annotations.NullMarked;
