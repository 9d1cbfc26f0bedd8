package pmon.monitors.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/** Healthy while a request is answered as expected. */
public final class HttpMonitorProvider implements MonitorProvider {
    @Override
    public String name() {
        return "http";
    }

    @Override
    public List<SettingDeclaration> settings() {
        return List.of(
                SettingDeclaration.required(
                        "url", SettingDeclaration.Type.TEXT, "What is asked for: an `http` or `https` URL."),
                SettingDeclaration.optional("method", SettingDeclaration.Type.TEXT, "GET", "The request's method."),
                SettingDeclaration.optional("headers", SettingDeclaration.Type.TABLE, null, "Headers of the request."),
                SettingDeclaration.optional(
                        "status",
                        SettingDeclaration.Type.TEXTS,
                        "2xx",
                        "Expected status codes: `204`, `2xx` or `200-399`, one or several."),
                SettingDeclaration.optional(
                        "body",
                        SettingDeclaration.Type.TEXT,
                        null,
                        "A text that the first 64 KiB of the answer contain."));
    }

    @Override
    public Monitor open(PluginSettings settings) {
        String url = settings.text("url").orElseThrow();
        String method = settings.text("method").orElse("GET").toUpperCase(Locale.ROOT);
        List<StatusRange> expected = settings.texts("status").isEmpty()
                ? List.of(StatusRange.SUCCESS)
                : settings.texts("status").stream().map(StatusRange::parse).toList();
        // Built once to find mistakes now; each check takes a copy with the time that is left.
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(url))
                .version(HttpClient.Version.HTTP_1_1)
                .method(method, HttpRequest.BodyPublishers.noBody());
        settings.table("headers").forEach(request::setHeader);
        return new HttpMonitor(request, method + " " + url, expected, settings.text("body"));
    }

    private static URI uri(String url) {
        URI uri = URI.create(url);
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null) {
            throw new IllegalArgumentException(url + " is no http or https URL with a host");
        }
        if (uri.getPort() > 65_535 || uri.getPort() == 0) {
            throw new IllegalArgumentException("port " + uri.getPort() + " in " + url + " is not within 1 to 65535");
        }
        return uri;
    }
}
