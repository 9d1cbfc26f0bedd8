package pmon.plugin.metrics;

import java.util.List;
import java.util.Locale;

/**
 * The head of an HTTP request, as far as it matters here.
 *
 * @param method empty when it is no request
 * @param path without the query
 * @param accept the formats that are asked for; empty when none are
 */
record Request(String method, String path, String accept) {
    static Request parse(String head) {
        List<String> lines = head.lines().toList();
        String[] words = lines.isEmpty() ? new String[0] : lines.getFirst().split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.") || !head.endsWith("\r\n\r\n")) {
            return new Request("", "", "");
        }
        String accept = "";
        for (String line : lines) {
            if (line.toLowerCase(Locale.ROOT).startsWith("accept:")) {
                accept = line.substring("accept:".length()).strip();
            }
        }
        int query = words[1].indexOf('?');
        return new Request(words[0], query < 0 ? words[1] : words[1].substring(0, query), accept);
    }
}
