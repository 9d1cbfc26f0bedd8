package pmon.daemon.journal;

import java.util.List;
import java.util.Locale;
import pmon.core.supervisor.Unfinished;
import pmon.core.supervisor.Unfinished.Part;
import pmon.core.supervisor.Unfinished.Wanted;
import pmon.wire.document.RequestsDocument;

/** Requests that go on under the next daemon, as their document has them. */
final class RequestNotes {
    private RequestNotes() {}

    static RequestsDocument of(List<Unfinished> requests) {
        return new RequestsDocument(requests.stream()
                .map(request -> new RequestsDocument.Request(
                        request.token(),
                        request.uid(),
                        request.parts().stream()
                                .map(part -> new RequestsDocument.Part(
                                        part.process(),
                                        part.wanted().name().toLowerCase(Locale.ROOT),
                                        part.generation()))
                                .toList()))
                .toList());
    }

    /** @throws IllegalArgumentException when a newer daemon wrote something that is unknown here */
    static List<Unfinished> read(RequestsDocument document) {
        return document.requests().stream()
                .map(request -> new Unfinished(
                        request.token(),
                        request.uid(),
                        request.parts().stream()
                                .map(part -> new Part(
                                        part.process(),
                                        Wanted.valueOf(part.wanted().toUpperCase(Locale.ROOT)),
                                        part.generation()))
                                .toList()))
                .toList();
    }
}
