package pmon.bench;

import java.io.IOException;

/** One question asked of every contender. */
interface Benchmark {
    /** As it is called on the command line. */
    String name();

    /** Measures everybody and returns a section in Markdown. */
    String run(Arena arena) throws IOException, InterruptedException;
}
