package pmon.plugin.webhook;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.event.EventHandler;
import pmon.api.spi.event.EventHandlerProvider;
import pmon.api.spi.event.HandlerContext;
import pmon.api.spi.event.Occurrence.Kind;
import pmon.api.spi.plugin.JsonText;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;
import pmon.plugin.webhook.WebhookHandler.Body;

/** {@code webhook}. */
public final class WebhookProvider implements EventHandlerProvider {
    private static final List<String> USUAL = Stream.of(
                    Kind.PROCESS_RESTART, Kind.PROCESS_FAILURE, Kind.PROCESS_BACKOFF)
            .map(Kind::word)
            .toList();
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MAX_RETRIES = 20;
    private static final int MAX_QUEUE = 10_000;

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public List<SettingDeclaration> settings() {
        return List.of(
                SettingDeclaration.required(
                        "url", SettingDeclaration.Type.SECRET, "Where to post to: an http or https URL."),
                SettingDeclaration.optional(
                        "events", SettingDeclaration.Type.TEXTS, null, "What is told; those of event scripts."),
                SettingDeclaration.optional(
                        "format", SettingDeclaration.Type.TEXT, "json", "What is sent: json, slack, discord or teams."),
                SettingDeclaration.optional(
                        "text",
                        SettingDeclaration.Type.TEXT,
                        "${host}: ${name} ${summary}",
                        "The text for chat systems."),
                SettingDeclaration.optional(
                        "body", SettingDeclaration.Type.TEXT, null, "What is sent instead, with ${…} within quotes."),
                SettingDeclaration.optional("secret", SettingDeclaration.Type.SECRET, null, "Signs what is sent."),
                SettingDeclaration.optional(
                        "authorization",
                        SettingDeclaration.Type.SECRET,
                        null,
                        "The header Authorization, such as Bearer and a token."),
                SettingDeclaration.optional(
                        "headers", SettingDeclaration.Type.TABLE, null, "Further headers; no place for secrets."),
                SettingDeclaration.optional(
                        "timeout", SettingDeclaration.Type.DURATION, "5s", "How long one try may take."),
                SettingDeclaration.optional(
                        "retries", SettingDeclaration.Type.NUMBER, "5", "Tries after the first, 0 to 20."),
                SettingDeclaration.optional(
                        "initial_delay", SettingDeclaration.Type.DURATION, "1s", "The wait before the second try."),
                SettingDeclaration.optional(
                        "max_delay", SettingDeclaration.Type.DURATION, "1m", "The longest wait before a try."),
                SettingDeclaration.optional(
                        "queue", SettingDeclaration.Type.NUMBER, "256", "Messages that may wait, 1 to 10000."),
                SettingDeclaration.optional(
                        "ca_file",
                        SettingDeclaration.Type.TEXT,
                        null,
                        "Certificates to trust instead of Java's, in PEM form."),
                SettingDeclaration.optional("proxy", SettingDeclaration.Type.TEXT, null, "An HTTP proxy, HOST:PORT."));
    }

    @Override
    public EventHandler open(HandlerContext context, PluginSettings settings) {
        Set<String> events = events(settings);
        Body body = body(settings);
        Receiver receiver = receiver(settings);
        Backoff backoff = new Backoff(
                within(settings, "retries", 0, MAX_RETRIES),
                within(settings, "initial_delay"),
                within(settings, "max_delay"));
        Logger log = context.log();
        if ("http".equalsIgnoreCase(receiver.url().getScheme())
                && !receiver.url().getHost().matches("localhost|127\\..*|\\[::1]")) {
            log.log(Level.WARNING, () -> receiver + " is told in clear text, which everybody in between can read");
        }
        Outbox outbox = new Outbox(
                within(settings, "queue", 1, MAX_QUEUE), () -> new HttpSender(receiver, InstantSource.system()), log);
        Delivery delivery = new Delivery(backoff, RandomGenerator.getDefault(), outbox, log);
        return new WebhookHandler(events, body, host(), outbox, delivery);
    }

    private static Set<String> events(PluginSettings settings) {
        Set<String> known = Stream.concat(
                        Arrays.stream(Kind.values()).map(Kind::word),
                        Arrays.stream(ProcessEvent.Type.values()).map(ProcessEvent.Type::word))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> written = settings.texts("events");
        for (String event : written) {
            if (!known.contains(event)) {
                throw new IllegalArgumentException(
                        "events: there is no \"" + event + "\"; use " + String.join(", ", known));
            }
        }
        return Set.copyOf(written.isEmpty() ? USUAL : written);
    }

    private static Body body(PluginSettings settings) {
        Template text = new Template(settings.text("text").orElseThrow());
        text.check("text", Facts.NAMES);
        Optional<Template> own = settings.text("body").map(Template::new);
        if (own.isPresent()) {
            own.get().check("body", Facts.NAMES);
            return facts -> own.get().fill(facts, JsonText::escaped);
        }
        String name = settings.text("format").orElseThrow();
        Format format = Format.of(name)
                .orElseThrow(() -> new IllegalArgumentException("format: there is no \"" + name + "\"; use "
                        + Arrays.stream(Format.values()).map(Format::word).collect(Collectors.joining(", "))));
        return facts -> format.body(facts, text);
    }

    private static Receiver receiver(PluginSettings settings) {
        Map<String, String> headers = new HashMap<>(settings.table("headers"));
        settings.text("authorization").ifPresent(value -> headers.put("Authorization", value));
        Receiver receiver = new Receiver(
                Receiver.url(settings.text("url").orElseThrow()),
                headers,
                settings.text("secret").map(Signature::with),
                within(settings, "timeout"),
                settings.text("ca_file").map(Path::of).map(Receiver::trust),
                settings.text("proxy").map(Receiver::proxy));
        receiver.checkHeaders();
        return receiver;
    }

    private static int within(PluginSettings settings, String key, int least, int most) {
        long number = settings.number(key).orElseThrow();
        if (number < least || number > most) {
            throw new IllegalArgumentException(key + ": " + number + " is not within " + least + " to " + most);
        }
        return (int) number;
    }

    private static Duration within(PluginSettings settings, String key) {
        Duration time = settings.duration(key).orElseThrow();
        if (time.toMillis() < 1 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(key + ": " + time.toMillis() + "ms is not within 1ms to 1h");
        }
        return time;
    }

    /** Linux's own name of the machine, without asking anybody on the network. */
    private static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException _) {
            return "unknown";
        }
    }
}
