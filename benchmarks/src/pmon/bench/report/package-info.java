/** Numbers as a person reads them. */
package pmon.bench.report;
