package pmon.cli.command;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Frozen;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.cli.client.Client;
import pmon.cli.shell.Failure;
import pmon.wire.Frame;
import pmon.wire.FrameCodec;
import pmon.wire.ProtocolException;

/** Nobody answers; but what is asked must be something that a daemon could read. */
final class AbsentDaemon implements Client {
    private final FrameCodec codec = new FrameCodec();

    @Override
    public Response ask(Request request, Missing missing, Items items) throws Failure {
        try {
            codec.decode(codec.encode(new Frame.Ask(request)));
        } catch (ProtocolException e) {
            throw new AssertionError("asked what no daemon reads: " + request, e);
        }
        throw new Failure(ErrorCode.NO_DAEMON, "no daemon");
    }

    @Override
    public void boundedBy(Duration timeout) {}

    @Override
    public Frozen.@Nullable VersionInfo version() {
        return null;
    }

    @Override
    public void startDaemon() throws Failure {
        throw new Failure(ErrorCode.NO_DAEMON, "no daemon");
    }

    @Override
    public boolean stopDaemon(boolean keepPrograms, @Nullable Duration timeout) {
        return false;
    }

    @Override
    public Upgraded upgradeDaemon(@Nullable String image, @Nullable Duration timeout) throws Failure {
        throw new Failure(ErrorCode.NO_DAEMON, "no daemon");
    }

    @Override
    public int runDaemonProgram(List<String> arguments) {
        return 0;
    }

    @Override
    public void close() {}
}
