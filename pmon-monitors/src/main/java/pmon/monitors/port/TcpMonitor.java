package pmon.monitors.port;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;

/** Healthy while each port accepts a connection. */
final class TcpMonitor implements Monitor {
    private final String host;
    private final List<Integer> ports;

    TcpMonitor(String host, List<Integer> ports) {
        this.host = host;
        this.ports = List.copyOf(ports);
    }

    @Override
    public CheckResult check(CheckContext context) {
        for (int port : ports) {
            // Zero would wait without end.
            int timeoutMillis = Math.clamp(context.remaining().toMillis(), 1, Integer.MAX_VALUE);
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), timeoutMillis);
            } catch (SocketTimeoutException _) {
                return new CheckResult.Failed("port " + port + " of " + host + " did not accept in time");
            } catch (IOException e) {
                return new CheckResult.Failed("port " + port + " of " + host + ": " + e.getMessage());
            }
        }
        return CheckResult.PASSED;
    }
}
