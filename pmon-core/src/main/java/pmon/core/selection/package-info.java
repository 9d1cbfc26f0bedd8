/** Which programs a request is about, and whether the caller may act on them. */
@NullMarked
package pmon.core.selection;

import org.jspecify.annotations.NullMarked;
