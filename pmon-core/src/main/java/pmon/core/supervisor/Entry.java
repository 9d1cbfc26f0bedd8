package pmon.core.supervisor;

import java.util.List;
import pmon.api.process.ProcessRecord;
import pmon.api.protocol.ProcessEvent;

/** One entry for the journal. */
public sealed interface Entry {
    /** The record of a program is now this. */
    record Put(ProcessRecord record) implements Entry {}

    /** The program is no longer managed. */
    record Remove(int id) implements Entry {}

    /** An event. */
    record Happened(ProcessEvent event) implements Entry {}

    /** The groups are now these. */
    record Groups(GroupTable table) implements Entry {}

    /** These requests go on under the next daemon; none is an end of all that were noted before. */
    record Requests(List<Unfinished> unfinished) implements Entry {
        public Requests {
            unfinished = List.copyOf(unfinished);
        }
    }

    /** The next program gets this id. */
    record NextId(int id) implements Entry {}
}
