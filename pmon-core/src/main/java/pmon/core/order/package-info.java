/** In which order programs start, as their dependencies say. */
@NullMarked
package pmon.core.order;

import org.jspecify.annotations.NullMarked;
