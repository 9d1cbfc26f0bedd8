/** What stores in SQL databases share: statements, batches, the schema as a list of steps, files of the daemon's own. */
@NullMarked
package pmon.store.jdbc;

import org.jspecify.annotations.NullMarked;
