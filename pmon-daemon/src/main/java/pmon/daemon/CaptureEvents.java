package pmon.daemon;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import pmon.api.protocol.ProcessEvent;
import pmon.core.supervisor.Input;
import pmon.daemon.capture.CaptureNews;
import pmon.daemon.loop.SupervisorLoop;

/** Makes events of what happens to the output of programs. */
final class CaptureEvents implements CaptureNews {
    private static final Logger LOG = System.getLogger(CaptureEvents.class.getName());

    private final SupervisorLoop loop;

    CaptureEvents(SupervisorLoop loop) {
        this.loop = loop;
    }

    @Override
    public void dropping(int process, String why) {
        loop.told(new Input.OutputTold(process, ProcessEvent.Type.LOG_DROPPING, why));
    }

    @Override
    public void broken(Throwable mistake) {
        LOG.log(
                Level.ERROR,
                "a mistake in pmon ends log capture, and this daemon; programs go on and are taken over by the next",
                mistake);
        loop.close(true);
    }

    @Override
    public void keeping(int process, String what) {
        loop.told(new Input.OutputTold(process, ProcessEvent.Type.LOG_KEPT, what));
    }
}
