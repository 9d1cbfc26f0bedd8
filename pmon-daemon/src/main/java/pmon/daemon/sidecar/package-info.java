/** What is needed to supervise programs when the store is lost: one small file per program beside it. */
@NullMarked
package pmon.daemon.sidecar;

import org.jspecify.annotations.NullMarked;
