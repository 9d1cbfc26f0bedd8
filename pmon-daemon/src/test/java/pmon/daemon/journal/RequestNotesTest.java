package pmon.daemon.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pmon.api.spi.store.StoredState;
import pmon.core.supervisor.Unfinished;
import pmon.core.supervisor.Unfinished.Part;
import pmon.core.supervisor.Unfinished.Wanted;
import pmon.wire.document.Documents;
import pmon.wire.document.RequestsDocument;

class RequestNotesTest {
    private static final List<Unfinished> NOTED = List.of(
            new Unfinished("a-1", 1000, List.of(new Part(1, Wanted.STARTED, 7), new Part(2, Wanted.NOTHING, 0))),
            new Unfinished("b-2", 0, List.of(new Part(3, Wanted.STOPPED, 0), new Part(4, Wanted.DELETED, 0))));

    @Test
    void areFoundAgainInTheStore() {
        String document = Documents.encode(RequestNotes.of(NOTED));
        assertThat(document)
                .contains(
                        "{\"token\":\"a-1\",\"uid\":1000,\"parts\":[{\"id\":1,\"wanted\":\"started\",\"generation\":7}");
        StoredState state = new StoredState(List.of(), Map.of(Recovery.REQUESTS, document), 0);
        assertThat(Recovery.of(state).unfinished()).isEqualTo(NOTED);
    }

    @Test
    void thatCannotBeReadKeepNoDaemonFromStarting() {
        for (String document : List.of("{", "{\"requests\":[{\"uid\":0}]}")) {
            StoredState state = new StoredState(List.of(), Map.of(Recovery.REQUESTS, document), 0);
            assertThat(Recovery.of(state).unfinished()).isEmpty();
        }
    }

    @Test
    void doNotKnowWhatANewerDaemonWaitsFor() {
        var newer = new RequestsDocument.Part(1, "transmuted", 0);
        var request = new RequestsDocument.Request("a", 0, List.of(newer));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RequestNotes.read(new RequestsDocument(List.of(request))));
    }
}
