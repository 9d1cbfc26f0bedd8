/** Plugins: finding them, checking and loading each in a module layer of its own, and keeping them at work. */
@NullMarked
package pmon.daemon.plugin;

import org.jspecify.annotations.NullMarked;
