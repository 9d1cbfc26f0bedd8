package pmon.monitors.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Status codes that count as healthy, both ends included. */
record StatusRange(int from, int to) {
    /** 2xx. */
    static final StatusRange SUCCESS = new StatusRange(200, 299);

    private static final Pattern NOTATION = Pattern.compile("([1-5])xx|([1-5]\\d\\d)(?:-([1-5]\\d\\d))?");

    static StatusRange parse(String text) {
        Matcher matcher = NOTATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("status " + text + " is none: use 204, 2xx or 200-399");
        }
        if (matcher.group(1) != null) {
            int hundreds = Integer.parseInt(matcher.group(1)) * 100;
            return new StatusRange(hundreds, hundreds + 99);
        }
        int from = Integer.parseInt(matcher.group(2));
        int to = matcher.group(3) == null ? from : Integer.parseInt(matcher.group(3));
        if (to < from) {
            throw new IllegalArgumentException("status " + text + " ends before it begins");
        }
        return new StatusRange(from, to);
    }

    boolean contains(int code) {
        return code >= from && code <= to;
    }

    @Override
    public String toString() {
        boolean hundred = from % 100 == 0 && to == from + 99;
        return hundred ? from / 100 + "xx" : from == to ? Integer.toString(from) : from + "-" + to;
    }
}
