/** What other process managers have on record, for those who come from there. */
@NullMarked
package pmon.api.spi.legacy;

import org.jspecify.annotations.NullMarked;
