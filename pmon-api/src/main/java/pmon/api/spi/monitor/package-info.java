/** Checks of whether a program works, written by anybody. */
@NullMarked
package pmon.api.spi.monitor;

import org.jspecify.annotations.NullMarked;
