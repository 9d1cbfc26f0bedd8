/** What clients and the daemon say to each other, as values; pmon-wire turns them into bytes. */
@NullMarked
package pmon.api.protocol;

import org.jspecify.annotations.NullMarked;
