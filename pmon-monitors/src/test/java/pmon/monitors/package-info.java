/** What the tests of the monitors share. */
@NullMarked
package pmon.monitors;

import org.jspecify.annotations.NullMarked;
