package pmon.wire.model;

import pmon.api.process.Status;
import pmon.wire.stream.Words;

/** The words of {@link Status}, shared by views, events and records. */
public final class StatusWords {
    public static final Words<Status> STATUS = new Words<>(Status.values());

    private StatusWords() {}
}
