/** What makes systemd start the daemon: its unit, where that belongs, and the link that enables it. */
@NullMarked
package pmon.cli.boot;

import org.jspecify.annotations.NullMarked;
