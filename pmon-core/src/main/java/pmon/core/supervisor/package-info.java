/** The table of all programs: takes inputs one at a time, answers with effects, and keeps track of what callers wait for. */
@NullMarked
package pmon.core.supervisor;

import org.jspecify.annotations.NullMarked;
