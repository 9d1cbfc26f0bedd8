package pmon.plugin.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code /metrics}: OpenMetrics, or the older text of Prometheus for whoever asks for that only. */
final class MetricsPage implements Server.Page {
    private final Measurements measurements;
    private final ExpositionFormatWriter open = OpenMetricsTextFormatWriter.create();
    private final ExpositionFormatWriter plain = PrometheusTextFormatWriter.create();

    MetricsPage(Measurements measurements) {
        this.measurements = measurements;
    }

    @Override
    public Reply reply(Request request) throws IOException {
        if (request.method().isEmpty()) {
            return Reply.of(400, "Bad Request");
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Reply.of(405, "Method Not Allowed");
        }
        if (!request.path().equals("/metrics")) {
            return Reply.of(404, "Not Found; metrics are at /metrics");
        }
        boolean older = request.accept().contains("text/plain") && !open.accepts(request.accept());
        ExpositionFormatWriter writer = older ? plain : open;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        writer.write(body, measurements.take(), EscapingScheme.UNDERSCORE_ESCAPING);
        return new Reply(200, "OK", writer.getContentType(), body.toString(StandardCharsets.UTF_8));
    }
}
