/** The daemon's settings: one declared table, and everything that follows from it. */
@NullMarked
package pmon.daemon.config;

import org.jspecify.annotations.NullMarked;
