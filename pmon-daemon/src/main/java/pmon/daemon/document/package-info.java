/** Files of keys and values, in YAML, JSON or TOML, read into one tree that remembers positions. */
@NullMarked
package pmon.daemon.document;

import org.jspecify.annotations.NullMarked;
