/** What {@code pmond} can do instead of running: show, check and import configuration. */
@NullMarked
package pmon.daemon.tool;

import org.jspecify.annotations.NullMarked;
