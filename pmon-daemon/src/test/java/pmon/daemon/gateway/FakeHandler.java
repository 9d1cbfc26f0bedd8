package pmon.daemon.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;
import pmon.core.supervisor.Caller;
import pmon.daemon.fixture.Programs;

/** Answers by kind of request; a kill waits to be released. */
final class FakeHandler implements RequestHandler {
    private final int tooLong;
    final List<Caller> callers = new ArrayList<>();
    final Semaphore begun = new Semaphore(0);
    final Semaphore release = new Semaphore(0);
    final CountDownLatch interrupted = new CountDownLatch(1);
    final CountDownLatch cutOff = new CountDownLatch(1);

    /** @param tooLong characters that no frame holds */
    FakeHandler(int tooLong) {
        this.tooLong = tooLong;
    }

    @Override
    public Response handle(Caller caller, Request request, ItemSink items) throws IOException, InterruptedException {
        synchronized (callers) {
            callers.add(caller);
        }
        return switch (request) {
            case Request.Kill _ -> {
                begun.release();
                try {
                    release.acquire();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
                yield new Response.Done();
            }
            case Request.Events(Long after, boolean _) -> stream(after, items);
            case Request.DaemonStatus _ -> new Response.Daemon(1, "1", 0, "fake:memory", 0);
            default -> new Response.Processes(List.of());
        };
    }

    private Response stream(Long after, ItemSink items) throws IOException {
        if (after == null) {
            try {
                for (long seq = 1; ; seq++) {
                    items.send(new StreamItem.Event(Programs.event(seq)));
                }
            } finally {
                cutOff.countDown();
            }
        }
        if (after == 13) {
            throw new IllegalStateException("on purpose");
        }
        if (after == 14) {
            return new Response.Failed(ErrorCode.FAILED, "x".repeat(tooLong));
        }
        for (long seq = 1; seq <= 3; seq++) {
            items.send(new StreamItem.Event(Programs.event(seq)));
        }
        return new Response.Done();
    }
}
