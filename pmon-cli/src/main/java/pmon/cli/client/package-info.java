/** The daemon as commands see it: found, started when missing, asked, and ended. */
@NullMarked
package pmon.cli.client;

import org.jspecify.annotations.NullMarked;
