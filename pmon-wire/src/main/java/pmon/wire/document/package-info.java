/** The JSON documents that a store keeps. */
@NullMarked
package pmon.wire.document;

import org.jspecify.annotations.NullMarked;
