/** What holds for every event handler, and occurrences and a context to try one with. */
@NullMarked
package pmon.testkit.event;

import org.jspecify.annotations.NullMarked;
