package pmon.cli.show;

import pmon.api.process.Status;

/** A colour of a terminal (ECMA-48, SGR). */
public enum Style {
    PLAIN(""),
    GREEN("32"),
    YELLOW("33"),
    RED("31"),
    GREY("90"),
    /** Of the 256 colours of xterm; the sixteen have none. */
    ORANGE("38;5;208");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** The colour of a status. */
    public static Style of(Status status) {
        return switch (status) {
            case RUNNING -> GREEN;
            case STOPPED, CLOSED -> YELLOW;
            case FAILED -> RED;
            case QUEUED, INIT -> GREY;
            case BACKOFF, RESTARTING -> ORANGE;
        };
    }

    void append(StringBuilder out, String text, boolean colour) {
        if (!colour || code.isEmpty()) {
            out.append(text);
        } else {
            out.append("\u001b[").append(code).append('m').append(text).append("\u001b[0m");
        }
    }
}
