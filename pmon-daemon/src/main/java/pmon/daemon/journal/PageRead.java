package pmon.daemon.journal;

import java.util.concurrent.CompletableFuture;
import pmon.daemon.event.EventSource.Page;

/** A page of events that somebody waits for. */
record PageRead(long after, int limit, boolean thenLive, CompletableFuture<Page> answer) {}
