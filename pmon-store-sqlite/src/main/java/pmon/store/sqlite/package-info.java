/** Keeps the records of programs and events in one SQLite file. */
@NullMarked
package pmon.store.sqlite;

import org.jspecify.annotations.NullMarked;
