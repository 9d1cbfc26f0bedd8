/** Answers requests: queries from what is published, kept or logged, changes through the supervisor. */
@NullMarked
package pmon.daemon.request;

import org.jspecify.annotations.NullMarked;
