package pmon.api.spi.kernel;

import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;

/** Something the operating system did. */
public sealed interface KernelEvent {
    /**
     * The main process of an instance has ended and, where it was our child, been reaped.
     *
     * @param treeEmpty whether nothing of its tree is left; if not, {@link TreeEmpty} follows when that is so
     */
    record ChildExited(ChildKey key, ExitStatus status, boolean treeEmpty) implements KernelEvent {}

    /** The last process of the tree of an instance whose main process ended is gone. */
    record TreeEmpty(ChildKey key) implements KernelEvent {}

    /**
     * Another process is the main one of an instance from now on, see {@link NotifyPort#follow}: whatever is told next of the instance is
     * about this one. How the one before ends is not told.
     */
    record MainChanged(ChildKey key, ProcessIdentity main) implements KernelEvent {}

    /**
     * How the main process of an instance ended whose end was told before as unknown, or that was found gone when it was to be taken over:
     * its new parent has reaped it meanwhile, and only then the kernel tells others. Within five seconds, or never.
     */
    record ExitLearned(ChildKey key, ExitStatus status) implements KernelEvent {}
}
