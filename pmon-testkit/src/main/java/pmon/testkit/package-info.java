/** What a test of pmon, or of a part made by somebody else, stands on. */
@NullMarked
package pmon.testkit;

import org.jspecify.annotations.NullMarked;
