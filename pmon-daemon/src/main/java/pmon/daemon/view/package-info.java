/** Programs as a caller may see them, with what they use at the moment. */
@NullMarked
package pmon.daemon.view;

import org.jspecify.annotations.NullMarked;
