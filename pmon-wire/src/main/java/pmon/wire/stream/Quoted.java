package pmon.wire.stream;

/** Text from outside, fit to be shown in a message. */
public final class Quoted {
    private static final int MAX_LENGTH = 100;

    private Quoted() {}

    /** In double quotes, control characters escaped, cut to 100 characters. */
    public static String of(String text) {
        String shown = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
        StringBuilder out = new StringBuilder();
        JsonWriter.string(out, shown);
        return out.toString();
    }
}
