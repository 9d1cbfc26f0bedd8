/** Help texts, laid out by picocli from the commands' own declarations. */
@NullMarked
package pmon.cli.help;

import org.jspecify.annotations.NullMarked;
