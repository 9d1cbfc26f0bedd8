/** The process model as JSON: the same on the wire, in durable documents, and in what {@code --json} prints. */
@NullMarked
package pmon.wire.model;

import org.jspecify.annotations.NullMarked;
