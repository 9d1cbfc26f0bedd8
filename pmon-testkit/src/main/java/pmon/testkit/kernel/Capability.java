package pmon.testkit.kernel;

/** What a kernel port may lack on a system that does not offer it. The contract leaves out the tests that need it. */
public enum Capability {
    /** Members of a tree are found when their parents are gone: orphans, and daemons that forked twice. */
    ORPHANS,
    /** An end by a signal is told apart from an exit code. */
    EXACT_STATUS,
    /** A file that the system does not know how to execute is refused, not handed to a shell. */
    EXACT_FORMAT,
    /** The number of threads does not grow with the number of children. */
    CONSTANT_THREADS,
    /** A child's umask is 022, whatever the daemon's is. */
    UMASK,
    /** A child is given a umask, a nice value and resource limits. */
    SETUP,
    /** Memory is reported. */
    MEMORY,
    /** A process is found by the mark in its environment. */
    MARKS,
    /** A member of a tree is found whatever it did to its session, its parents and its environment. */
    LINEAGE,
    /** The output of children is captured through named pipes. */
    CAPTURE
}
