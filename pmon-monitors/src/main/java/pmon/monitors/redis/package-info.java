/** Asks a redis server for its PONG. */
@NullMarked
package pmon.monitors.redis;

import org.jspecify.annotations.NullMarked;
