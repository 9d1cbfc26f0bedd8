package pmon.bench;

/** What became of measuring one contender. */
sealed interface Outcome<R> {
    record Measured<R>(R result) implements Outcome<R> {}

    record Missing<R>(String why) implements Outcome<R> {}
}
