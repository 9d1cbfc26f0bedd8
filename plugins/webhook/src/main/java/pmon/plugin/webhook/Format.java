package pmon.plugin.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import pmon.api.spi.plugin.JsonText;

/** The bodies that receivers understand. */
enum Format {
    /** All facts. */
    JSON {
        @Override
        String body(Facts facts, Template text) {
            return facts.json();
        }
    },
    /** Slack's incoming webhooks, and those of systems that took them over: Mattermost, Rocket.Chat, Google Chat. */
    SLACK {
        @Override
        String body(Facts facts, Template text) {
            // Slack reads <…> as a link or a mention: docs.slack.dev, "Formatting message text", escaping.
            return "{\"text\":" + JsonText.quoted(shortened(text.fill(facts, Format::withoutMarkup))) + "}";
        }
    },
    /** Discord's webhooks; nobody is mentioned, whatever a text says. */
    DISCORD {
        @Override
        String body(Facts facts, Template text) {
            return "{\"content\":" + JsonText.quoted(shortened(text.fill(facts, value -> value)))
                    + ",\"allowed_mentions\":{\"parse\":[]}}";
        }
    },
    /** Workflows of Microsoft Teams, which take an adaptive card. */
    TEAMS {
        @Override
        String body(Facts facts, Template text) {
            return "{\"type\":\"message\",\"attachments\":[{\"contentType\":\"application/vnd.microsoft.card.adaptive\","
                    + "\"content\":{\"$schema\":\"http://adaptivecards.io/schemas/adaptive-card.json\","
                    + "\"type\":\"AdaptiveCard\",\"version\":\"1.4\",\"body\":[{\"type\":\"TextBlock\",\"wrap\":true,"
                    + "\"text\":" + JsonText.quoted(shortened(text.fill(facts, value -> value))) + "}]}}]}";
        }
    };

    /** Discord takes no more, and nobody reads more. */
    private static final int MAX_CODE_POINTS = 2_000;

    abstract String body(Facts facts, Template text);

    /** The format of a name. */
    static Optional<Format> of(String name) {
        return Arrays.stream(values()).filter(each -> each.word().equals(name)).findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String withoutMarkup(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= MAX_CODE_POINTS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_CODE_POINTS - 1)) + "…";
    }
}
