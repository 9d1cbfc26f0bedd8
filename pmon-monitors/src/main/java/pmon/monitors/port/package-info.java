/** Looks at TCP ports. */
@NullMarked
package pmon.monitors.port;

import org.jspecify.annotations.NullMarked;
