package pmon.wire;

import pmon.api.protocol.Frozen;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;

/** What one frame carries. */
public sealed interface Frame {
    /** A message that every version of every pmon understands. */
    record Control(Frozen message) implements Frame {}

    /** A client's request. */
    record Ask(Request request) implements Frame {}

    /** A part of the daemon's answer to a streaming request. */
    record Item(StreamItem item) implements Frame {}

    /** The daemon's answer, and the end of the request. */
    record Answer(Response response) implements Frame {}
}
