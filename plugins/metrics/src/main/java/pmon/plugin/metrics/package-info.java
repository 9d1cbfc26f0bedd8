/** Measurements of programs, taken when somebody scrapes them, and a small HTTP server to scrape them from. */
@NullMarked
package pmon.plugin.metrics;

import org.jspecify.annotations.NullMarked;
