/** What programs tell of themselves, as they would tell systemd. */
@NullMarked
package pmon.daemon.notice;

import org.jspecify.annotations.NullMarked;
