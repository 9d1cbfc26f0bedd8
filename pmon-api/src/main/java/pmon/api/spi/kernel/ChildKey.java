package pmon.api.spi.kernel;

/**
 * Names one instance of one managed program, so that a late event of an earlier instance is recognised and dropped.
 *
 * @param process the program's id
 * @param generation the instance's number, from 1
 */
public record ChildKey(int process, int generation) {}
