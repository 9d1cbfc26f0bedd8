/** Writes and reads JSON piece by piece, without trees, reflection or regular expressions; nothing else here calls Jackson. */
@NullMarked
package pmon.wire.stream;

import org.jspecify.annotations.NullMarked;
