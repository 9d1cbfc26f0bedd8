/** What happens to programs, sent to URLs: what is sent, how it is signed, and what is done when nobody takes it. */
@NullMarked
package pmon.plugin.webhook;

import org.jspecify.annotations.NullMarked;
