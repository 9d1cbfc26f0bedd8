/** The machine: commands, signals, and what {@code /proc} says. */
package pmon.bench.system;
