/** The Debian package, and starting at boot, on machines that are made for the test. */
package pmon.distribution.debian;
