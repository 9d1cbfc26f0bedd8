package pmon.daemon.intake;

import pmon.api.protocol.Request;
import pmon.core.supervisor.Caller;

/** Resolves what a caller wrote under the settings as they are now. Called on virtual threads; may block. */
@FunctionalInterface
public interface Intake {
    Resolution resolve(Caller caller, Request.Change request);
}
