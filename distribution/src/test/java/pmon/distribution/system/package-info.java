/** The real image with real daemons and real programs, driven as a person or a script would. */
package pmon.distribution.system;
