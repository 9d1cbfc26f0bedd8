package pmon.daemon.document;

import pmon.api.spi.plugin.JsonText;

/** Texts in double quotes, in the way that JSON, YAML 1.2 and TOML 1.0 all understand. */
public final class Quotes {
    private Quotes() {}

    /** The text as all three read it; what none of them can write is replaced. JSON's form leaves out what the others do not read. */
    public static String quoted(String text) {
        return JsonText.quoted(text);
    }
}
