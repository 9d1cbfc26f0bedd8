package pmon.daemon.gateway;

import java.io.IOException;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.core.supervisor.Caller;

/** Answers requests. Called on one virtual thread per client, which waits for the answer before it takes up the client's next request. */
public interface RequestHandler {
    /**
     * Answers one request.
     *
     * @param items takes what a streaming request yields before the answer
     * @throws InterruptedException when the client has left; what it asked to change goes on
     * @throws IOException when {@code items} cannot reach the client; nothing else may throw it
     */
    Response handle(Caller caller, Request request, ItemSink items) throws IOException, InterruptedException;
}
