/** The process managers that are compared, each driven through its own command line with a private configuration. */
package pmon.bench.contender;
