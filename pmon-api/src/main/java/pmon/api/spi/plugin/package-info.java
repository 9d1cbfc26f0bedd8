/** What every provider that people configure shares: the settings it declares, and how it is told their values. */
@NullMarked
package pmon.api.spi.plugin;

import org.jspecify.annotations.NullMarked;
