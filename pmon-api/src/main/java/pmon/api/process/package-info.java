/** What a managed program is: what was asked for, what is true of it now, and how it ended. */
@NullMarked
package pmon.api.process;

import org.jspecify.annotations.NullMarked;
