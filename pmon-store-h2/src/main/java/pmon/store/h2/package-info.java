/** Keeps records in an H2 file: schema, migrations and the store. */
@NullMarked
package pmon.store.h2;

import org.jspecify.annotations.NullMarked;
