/** Process configuration files: the programs somebody wants, in both generations of pmon3's format. */
@NullMarked
package pmon.daemon.process;

import org.jspecify.annotations.NullMarked;
