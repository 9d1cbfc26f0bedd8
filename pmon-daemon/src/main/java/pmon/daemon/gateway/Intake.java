package pmon.daemon.gateway;

import pmon.api.protocol.Request;
import pmon.core.supervisor.Caller;

/** Resolves what a caller wrote (names, relative paths, users) into what the supervisor works with. Called on virtual threads; may block. */
public interface Intake {
    Resolution resolve(Caller caller, Request.Change request);
}
