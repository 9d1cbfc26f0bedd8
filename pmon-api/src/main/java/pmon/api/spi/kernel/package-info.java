/** The operating system as the supervisor sees it: spawn, signal, exits, process trees, accounts. */
@NullMarked
package pmon.api.spi.kernel;

import org.jspecify.annotations.NullMarked;
