/** What is measured and how: one class a benchmark, run against every contender there is. */
package pmon.bench;
