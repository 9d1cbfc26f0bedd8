/** What a shell offers to complete a command line with, from the commands' declarations and what runs. */
@NullMarked
package pmon.cli.completion;

import org.jspecify.annotations.NullMarked;
