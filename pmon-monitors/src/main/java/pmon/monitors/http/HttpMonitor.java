package pmon.monitors.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;

/** One request, again and again. */
final class HttpMonitor implements Monitor {
    private static final int MAX_BODY_BYTES = 64 << 10;

    /** Less would time out before anything was sent. */
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

    private final HttpRequest.Builder request;
    private final String title;
    private final List<StatusRange> expected;
    private final Optional<String> text;

    HttpMonitor(HttpRequest.Builder request, String title, List<StatusRange> expected, Optional<String> text) {
        this.request = request;
        this.title = title;
        this.expected = List.copyOf(expected);
        this.text = text;
    }

    /** One for all monitors: a client has a thread of its own, and a monitor must not cost one. */
    private static final class Client {
        static final HttpClient SHARED = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    @Override
    public CheckResult check(CheckContext context) throws InterruptedException {
        Duration remaining = context.remaining();
        Duration timeout = remaining.compareTo(SHORTEST_TIMEOUT) < 0 ? SHORTEST_TIMEOUT : remaining;
        HttpRequest now = request.copy().timeout(timeout).build();
        try {
            return text.isPresent() ? withBody(now, text.get()) : withoutBody(now);
        } catch (HttpTimeoutException _) {
            return new CheckResult.Failed(title + " was not answered in time");
        } catch (ConnectException _) {
            return new CheckResult.Failed(title + ": nobody listens there");
        } catch (IOException e) {
            return new CheckResult.Failed(title + ": " + e.getMessage());
        }
    }

    private CheckResult withoutBody(HttpRequest now) throws IOException, InterruptedException {
        HttpResponse<Void> response = Client.SHARED.send(now, BodyHandlers.discarding());
        return judge(response.statusCode());
    }

    private CheckResult withBody(HttpRequest now, String wanted) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = Client.SHARED.send(now, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            String start = new String(body.readNBytes(MAX_BODY_BYTES), StandardCharsets.UTF_8);
            CheckResult result = judge(response.statusCode());
            return result instanceof CheckResult.Passed && !start.contains(wanted)
                    ? new CheckResult.Failed(title + " answered without \"" + wanted + "\"")
                    : result;
        }
    }

    private CheckResult judge(int status) {
        return expected.stream().anyMatch(range -> range.contains(status))
                ? CheckResult.PASSED
                : new CheckResult.Failed(title + " answered " + status + ", not "
                        + String.join(
                                " or ",
                                expected.stream().map(StatusRange::toString).toList()));
    }
}
