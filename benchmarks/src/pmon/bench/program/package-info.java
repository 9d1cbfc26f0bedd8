/** The program that is supervised, and what it tells about its starts. */
package pmon.bench.program;
