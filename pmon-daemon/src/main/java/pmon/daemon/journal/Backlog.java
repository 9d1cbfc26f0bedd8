package pmon.daemon.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ProcessEvent;
import pmon.core.supervisor.Entry;

/**
 * What waits to be committed together. Of each record only the newest state waits, so its size is bounded by the number of programs and
 * by the bound on events, however long the store cannot be written.
 */
final class Backlog {
    private final int eventBound;
    private final Map<Integer, Entry> records = new LinkedHashMap<>();
    private final Deque<ProcessEvent> events = new ArrayDeque<>();
    private Tickets tickets = Tickets.NONE;
    private Entry.@Nullable NextId nextId;
    private Entry.@Nullable Groups groups;
    private Entry.@Nullable Requests requests;
    private long lostEvents;

    Backlog(int eventBound) {
        this.eventBound = eventBound;
    }

    void add(List<Entry> entries) {
        entries.forEach(this::add);
    }

    void add(long ticket) {
        tickets = tickets.and(ticket);
    }

    /** Puts a newer one on top. The tickets of this one are forgotten: they have been answered. */
    void addNewer(Backlog newer) {
        tickets = newer.tickets;
        newer.records.values().forEach(this::add);
        newer.events.forEach(this::addEvent);
        if (newer.nextId != null) {
            nextId = newer.nextId;
        }
        if (newer.groups != null) {
            groups = newer.groups;
        }
        if (newer.requests != null) {
            requests = newer.requests;
        }
        lostEvents += newer.lostEvents;
    }

    boolean isEmpty() {
        return entryless() && tickets.isEmpty();
    }

    /** Whether there is nothing to write, though somebody may wait for exactly that. */
    boolean entryless() {
        return records.isEmpty() && events.isEmpty() && nextId == null && groups == null && requests == null;
    }

    Tickets tickets() {
        return tickets;
    }

    List<ProcessEvent> events() {
        return List.copyOf(events);
    }

    /** Puts and removals, in the order in which they became the newest of their record, the next id, the groups, and the requests. */
    List<Entry> records() {
        List<Entry> all = new ArrayList<>(records.values());
        if (nextId != null) {
            all.add(nextId);
        }
        if (groups != null) {
            all.add(groups);
        }
        if (requests != null) {
            all.add(requests);
        }
        return all;
    }

    /** Events that were pushed out by newer ones. */
    long lostEvents() {
        return lostEvents;
    }

    private void add(Entry entry) {
        switch (entry) {
            case Entry.Put put -> newest(put.record().id(), put);
            case Entry.Remove remove -> newest(remove.id(), remove);
            case Entry.Happened happened -> addEvent(happened.event());
            case Entry.NextId next -> nextId = next;
            case Entry.Groups table -> groups = table;
            case Entry.Requests noted -> requests = noted;
        }
    }

    private void newest(int id, Entry entry) {
        // Taken out first, so that it moves to the end: a name that passes from one record to another is free by then.
        records.remove(id);
        records.put(id, entry);
    }

    private void addEvent(ProcessEvent event) {
        if (events.size() == eventBound) {
            events.removeFirst();
            lostEvents++;
        }
        events.add(event);
    }
}
