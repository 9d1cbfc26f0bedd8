package pmon.daemon.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;
import pmon.core.supervisor.Entry;
import pmon.core.supervisor.GroupTable;
import pmon.core.supervisor.Recovered;
import pmon.daemon.event.Delivery;
import pmon.daemon.event.EventFeed;
import pmon.daemon.event.EventSource.Page;
import pmon.daemon.event.EventSubscription;
import pmon.daemon.fixture.FakeStore;
import pmon.daemon.fixture.Programs;
import pmon.daemon.sidecar.Sidecars;

class JournalTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration AT_ONCE = Duration.ofNanos(1);

    @TempDir
    private Path directory;

    private final FakeStore store = new FakeStore();
    private final EventFeed feed = new EventFeed();
    private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();
    private Journal journal;

    @BeforeEach
    void open() throws Exception {
        journal = open(new JournalLimits(1_000, 100, 10, 5, 4, AT_ONCE, NEVER));
    }

    @AfterEach
    void close() {
        store.allow();
        journal.close();
    }

    @Test
    void aCommitIsReportedOnceItIsDurable() throws Exception {
        store.hold();
        journal.append(1, List.of(put(1, "web")));
        store.awaitCommits(1);
        assertThat(reports).isEmpty();
        store.allow();
        assertThat(report()).isEqualTo("committed 1");
        assertThat(store.names()).containsExactly("web");
    }

    @Test
    void whatWaitsGoesIntoOneCommit() throws Exception {
        store.hold();
        journal.append(1, List.of(put(1, "a")));
        store.awaitCommits(1);
        for (int id = 2; id <= 50; id++) {
            journal.append(id, List.of(put(id, "p" + id)));
        }
        store.allow();
        assertThat(report()).isEqualTo("committed 1");
        assertThat(report()).isEqualTo("committed 50");
        assertThat(store.commits()).hasSize(2);
        assertThat(store.names()).hasSize(50);
    }

    @Test
    void ofARecordOnlyTheNewestStateIsWritten() throws Exception {
        store.hold();
        journal.append(1, List.of());
        journal.append(2, List.of(put(1, "a"), put(2, "b")));
        store.awaitCommits(1);
        journal.append(3, List.of(put(3, "c"), put(3, "c"), new Entry.Remove(3), put(2, "b")));
        store.allow();
        awaitReport("committed 3");
        assertThat(store.commits().getLast()).hasSize(2);
        assertThat(store.names()).containsExactly("a", "b");
    }

    @Test
    void aFailedCommitFailsItsTicketsAndKeepsItsRecords() throws Exception {
        store.refuse(Kind.FULL);
        journal.append(1, List.of(put(1, "web")));
        assertThat(report()).isEqualTo("failed 1 FULL");
        store.refuse(null);
        journal.append(2, List.of(put(2, "job")));
        assertThat(report()).isEqualTo("committed 2");
        assertThat(store.names()).containsExactly("web", "job");
    }

    @Test
    void everyTicketOfAFailedCommitIsToldInOrder() throws Exception {
        store.hold();
        journal.append(1, List.of(put(1, "a")));
        store.awaitCommits(1);
        journal.append(2, List.of(put(2, "b")));
        journal.append(3, List.of(put(3, "c")));
        store.refuse(Kind.FULL);
        store.allow();
        assertThat(List.of(report(), report(), report()))
                .containsExactly("failed 1 FULL", "failed 2 FULL", "failed 3 FULL");
    }

    @Test
    void whatIsTakenBackAfterAFailureNeverReachesTheStore() throws Exception {
        store.refuse(Kind.FULL);
        journal.append(1, List.of(put(1, "web")));
        assertThat(report()).isEqualTo("failed 1 FULL");
        journal.append(2, List.of(new Entry.Remove(1)));
        assertThat(report()).isEqualTo("failed 2 FULL");
        store.refuse(null);
        journal.append(3, List.of());
        assertThat(report()).isEqualTo("committed 3");
        assertThat(store.names()).isEmpty();
    }

    @Test
    void whatWaitsIsTriedAgainWithoutAnythingNew() throws Exception {
        journal.close();
        journal = open(new JournalLimits(1_000, 100, 10, 5, 4, NEVER, AT_ONCE));
        store.refuse(Kind.FULL);
        journal.append(1, List.of(put(1, "web")));
        assertThat(report()).isEqualTo("failed 1 FULL");
        store.awaitCommits(3);
        store.refuse(null);
        store.awaitSuccess();
        assertThat(store.names()).containsExactly("web");
        assertThat(reports).isEmpty();
    }

    @Test
    void theOldestEventsAreLostWhenTooManyWait() throws Exception {
        store.refuse(Kind.FULL);
        journal.append(1, happened(1, 7));
        assertThat(report()).isEqualTo("failed 1 FULL");
        store.refuse(null);
        journal.append(2, happened(8, 8));
        assertThat(report()).isEqualTo("committed 2");
        assertThat(store.seqs()).containsExactly(4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void eventsAreFedOnlyOnceTheyAreDurable() throws Exception {
        try (EventSubscription subscription = feed.subscribe()) {
            store.refuse(Kind.FULL);
            journal.append(1, happened(1, 2));
            assertThat(report()).isEqualTo("failed 1 FULL");
            store.refuse(null);
            journal.append(2, happened(3, 3));
            assertThat(subscription.take())
                    .isEqualTo(new Delivery.Arrived(List.of(Programs.event(1), Programs.event(2), Programs.event(3))));
        }
    }

    @Test
    void thePageThatReachesTheEndSubscribesToWhatFollows() throws Exception {
        journal.append(1, happened(1, 3));
        awaitReport("committed 1");
        Page first = journal.page(0, 2, true).get();
        assertThat(first.events()).containsExactly(Programs.event(1), Programs.event(2));
        assertThat(first.live()).isNull();
        Page second = journal.page(first.next(), 2, true).get();
        assertThat(second.events()).containsExactly(Programs.event(3));
        journal.append(2, happened(4, 4));
        try (EventSubscription live = second.live()) {
            assertThat(live.take()).isEqualTo(new Delivery.Arrived(List.of(Programs.event(4))));
        }
    }

    @Test
    void tooManyReadersAreRefused() throws Exception {
        store.hold();
        journal.append(1, List.of(put(1, "web")));
        store.awaitCommits(1);
        var waiting =
                IntStream.range(0, 4).mapToObj(_ -> journal.page(0, 1, false)).toList();
        assertThatThrownBy(() -> journal.page(0, 1, false).get()).hasCauseInstanceOf(StoreException.class);
        store.allow();
        for (var page : waiting) {
            assertThat(page.get().atEnd()).isTrue();
        }
    }

    @Test
    void onlyTheNewestEventsAreKept() throws Exception {
        for (int ticket = 1; ticket <= 60; ticket++) {
            journal.append(ticket, happened(ticket * 5L - 4, ticket * 5L));
            awaitReport("committed " + ticket);
        }
        assertThat(store.seqs()).hasSizeBetween(100, 110).endsWith(300L);
    }

    @Test
    void closingWritesWhatWaits() throws Exception {
        store.hold();
        journal.append(1, List.of(put(1, "a")));
        store.awaitCommits(1);
        journal.append(2, List.of(put(2, "b"), new Entry.NextId(3)));
        store.allow();
        journal.close();
        assertThat(store.names()).containsExactly("a", "b");
        assertThat(store.closed()).isTrue();
    }

    @Test
    void anEarlierDaemonsRecordsAndNumbersAreFoundAgain() throws Exception {
        journal.append(1, List.of(put(4, "web"), new Entry.NextId(9)));
        journal.append(2, happened(17, 17));
        journal.close();
        journal = open(JournalLimits.DEFAULT);
        Recovered recovered = Recovery.of(journal.loaded());
        assertThat(recovered).isEqualTo(new Recovered(List.of(Programs.record(4, "web")), 9, 17));
    }

    @Test
    void anEarlierDaemonsGroupsAreFoundAgain() throws Exception {
        GroupTable groups = new GroupTable(7, new TreeMap<>(Map.of(2, "front", 6, "back")));
        journal.append(1, List.of(new Entry.Groups(new GroupTable(3, new TreeMap<>(Map.of(2, "front"))))));
        journal.append(2, List.of(new Entry.Groups(groups)));
        journal.close();
        journal = open(JournalLimits.DEFAULT);
        assertThat(Recovery.of(journal.loaded()).groups()).isEqualTo(groups);
    }

    @Test
    void groupsThatCannotBeWrittenWaitForTheNextCommit() throws Exception {
        store.refuse(Kind.FULL);
        GroupTable groups = new GroupTable(3, new TreeMap<>(Map.of(2, "front")));
        journal.append(1, List.of(new Entry.Groups(groups)));
        assertThat(report()).isEqualTo("failed 1 FULL");
        store.refuse(null);
        journal.append(2, List.of(put(1, "web")));
        assertThat(report()).isEqualTo("committed 2");
        journal.close();
        journal = open(JournalLimits.DEFAULT);
        assertThat(Recovery.of(journal.loaded()).groups()).isEqualTo(groups);
    }

    @Test
    void aStoreThatCannotBeOpenedIsReportedToWhoeverOpensIt() {
        assertThatThrownBy(() -> Journal.open(
                        () -> {
                            throw new StoreException(Kind.CORRUPT, "not a database");
                        },
                        new Reports(),
                        feed,
                        JournalLimits.DEFAULT,
                        new Sidecars(directory),
                        new StoreHealth()))
                .isInstanceOf(StoreException.class)
                .hasMessage("not a database");
    }

    private Journal open(JournalLimits limits) throws Exception {
        return Journal.open(() -> store, new Reports(), feed, limits, new Sidecars(directory), new StoreHealth());
    }

    private String report() throws InterruptedException {
        String report = reports.poll(30, TimeUnit.SECONDS);
        assertThat(report).as("a report").isNotNull();
        return report;
    }

    private void awaitReport(String wanted) throws InterruptedException {
        String report = report();
        while (!report.equals(wanted)) {
            report = report();
        }
    }

    private static Entry put(int id, String name) {
        return new Entry.Put(Programs.record(id, name));
    }

    private static List<Entry> happened(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .<Entry>mapToObj(seq -> new Entry.Happened(Programs.event(seq)))
                .toList();
    }

    private final class Reports implements JournalListener {
        @Override
        public void committed(long ticket) {
            reports.add("committed " + ticket);
        }

        @Override
        public void failed(long ticket, StoreException reason) {
            reports.add("failed " + ticket + " " + reason.kind());
        }
    }
}
