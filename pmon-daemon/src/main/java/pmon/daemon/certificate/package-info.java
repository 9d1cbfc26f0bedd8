/** Makes keys and certificates for commands from other machines, and keeps the list of those that are let in. */
@NullMarked
package pmon.daemon.certificate;

import org.jspecify.annotations.NullMarked;
