/** Takes what programs print from their pipes to their log files, rotates these, and says so when something cannot be kept. */
@NullMarked
package pmon.daemon.capture;

import org.jspecify.annotations.NullMarked;
