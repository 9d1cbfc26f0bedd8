/** The event scripts of pmon3. */
@NullMarked
package pmon.plugin.exec;

import org.jspecify.annotations.NullMarked;
