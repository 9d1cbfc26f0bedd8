package pmon.plugin.metrics;

import java.nio.charset.StandardCharsets;

/** An answer to a request, after which the connection ends. */
record Reply(int status, String phrase, String type, String body) {
    private static final String PLAIN = "text/plain; charset=utf-8";

    /** An answer that is no page. */
    static Reply of(int status, String phrase) {
        return new Reply(status, phrase, PLAIN, phrase + "\n");
    }

    /** As it goes over the wire. */
    byte[] bytes(boolean headOnly) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        String head = "HTTP/1.1 " + status + " " + phrase + "\r\nContent-Type: " + type + "\r\nContent-Length: "
                + length + "\r\n" + (status == 405 ? "Allow: GET, HEAD\r\n" : "") + "Connection: close\r\n\r\n";
        return (headOnly ? head : head + body).getBytes(StandardCharsets.UTF_8);
    }
}
