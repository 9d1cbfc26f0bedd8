package pmon.plugin.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Posts messages to one receiver. What it says of a failure never has the URL, which is a secret as often as not. */
final class HttpSender implements Sender {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final Receiver receiver;
    private final InstantSource clock;
    private final HttpClient client;

    HttpSender(Receiver receiver, InstantSource clock) {
        this.receiver = receiver;
        this.clock = clock;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                // Whoever answers with another place would be told what was meant for this one.
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(receiver.timeout());
        receiver.trust().ifPresent(builder::sslContext);
        receiver.proxy().ifPresent(builder::proxy);
        this.client = builder.build();
    }

    @Override
    public Answer send(Message message) throws InterruptedException {
        long now = clock.instant().getEpochSecond();
        HttpRequest.Builder request = HttpRequest.newBuilder(receiver.url())
                .timeout(receiver.timeout())
                .POST(BodyPublishers.ofString(message.body()));
        receiver.headers().forEach(request::setHeader);
        request.setHeader("Content-Type", "application/json");
        request.setHeader("webhook-id", message.id());
        request.setHeader("webhook-timestamp", Long.toString(now));
        receiver.signature().ifPresent(secret -> request.setHeader("webhook-signature", secret.of(message, now)));
        try {
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            // Not read: the timeout ends with the headers, and a receiver might send for ever.
            response.body().close();
            return judge(response);
        } catch (IOException | UnresolvedAddressException e) {
            return new Answer.Later(why(e), Optional.empty());
        }
    }

    private static Answer judge(HttpResponse<?> response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new Answer.Taken();
        }
        String why = "answered " + status;
        boolean passing = status >= SERVER_ERROR
                || status == REQUEST_TIMEOUT
                || status == TOO_EARLY
                || status == TOO_MANY_REQUESTS;
        return passing
                ? new Answer.Later(
                        why, response.headers().firstValue("Retry-After").flatMap(HttpSender::seconds))
                : new Answer.Never(why);
    }

    private static Optional<Duration> seconds(String text) {
        return text.matches("\\d{1,6}") ? Optional.of(Duration.ofSeconds(Integer.parseInt(text))) : Optional.empty();
    }

    private String why(Exception e) {
        return switch (e) {
            case HttpTimeoutException _ -> "no answer in time";
            case ConnectException connecting ->
                connecting.getCause() instanceof UnresolvedAddressException
                        ? "the host has no address"
                        : "nobody listens there";
            case UnknownHostException _ -> "the host has no address";
            case UnresolvedAddressException _ -> "the host has no address";
            case SSLException _ -> "no safe connection: " + safe(e.getMessage());
            default -> e.getClass().getSimpleName();
        };
    }

    /** A message of somebody else's without what must not be told. */
    private String safe(@Nullable String message) {
        return message == null ? "" : message.replace(receiver.url().toString(), "the URL");
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
