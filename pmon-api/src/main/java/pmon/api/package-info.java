/** The words everybody shares: what a program is, what may be asked of the daemon and what it answers. */
@NullMarked
package pmon.api;

import org.jspecify.annotations.NullMarked;
