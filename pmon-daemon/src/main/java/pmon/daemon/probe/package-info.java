/** Has programs checked by their monitors, each check within its time and in the way of no other. */
@NullMarked
package pmon.daemon.probe;

import org.jspecify.annotations.NullMarked;
