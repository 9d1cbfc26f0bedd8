/** Tells the service manager that started the daemon how it is getting on. */
@NullMarked
package pmon.daemon.notify;

import org.jspecify.annotations.NullMarked;
