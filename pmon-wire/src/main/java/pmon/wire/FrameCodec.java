package pmon.wire;

import java.nio.charset.StandardCharsets;
import pmon.api.protocol.Frozen;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;

/**
 * Frames as bytes: a type, a protocol version, and a JSON object in UTF-8; the transport adds the length.
 *
 * <table>
 * <caption>Types</caption>
 * <tr><td>0x01 … 0x08</td><td>{@link Frame.Control}, frozen for ever: hello, welcome, version, version info, upgrade, shutdown, accepted, refused</td></tr>
 * <tr><td>0x10</td><td>{@link Frame.Ask}</td></tr>
 * <tr><td>0x11</td><td>{@link Frame.Item}</td></tr>
 * <tr><td>0x12</td><td>{@link Frame.Answer}</td></tr>
 * </table>
 *
 * <p>The version of a frozen message is written as 0 and not looked at; that of the others is {@link Frozen#PROTOCOL}. See
 * docs/protocol.md. Holds no state; any thread may use it.
 *
 * <p>What a client runs for every command asks for types with {@code instanceof}, here and in {@link RequestJson},
 * {@link FrozenJson} and the exit status: each {@code switch} over types makes a class at run time, which costs about 1 ms of the 90
 * that a command may take. What such a switch would catch when it is compiled, a test over all permitted subclasses catches here.
 */
public final class FrameCodec {
    private static final int HEADER = 2;
    private static final char ASK = 0x10;
    private static final char ITEM = 0x11;
    private static final char ANSWER = 0x12;
    /** Room for a request; an answer with many programs grows. */
    private static final int INITIAL_CHARS = 512;

    /** The content of a frame. */
    public byte[] encode(Frame frame) {
        JsonWriter out = new JsonWriter(new StringBuilder(INITIAL_CHARS));
        if (frame instanceof Frame.Control control) {
            FrozenJson.write(out, control.message());
        } else if (frame instanceof Frame.Ask ask) {
            header(out, ASK);
            RequestJson.write(out, ask.request());
        } else if (frame instanceof Frame.Item item) {
            header(out, ITEM);
            StreamItemJson.write(out, item.item());
        } else if (frame instanceof Frame.Answer answer) {
            header(out, ANSWER);
            ResponseJson.write(out, answer.response());
        } else {
            throw new AssertionError("no frame: " + frame);
        }
        return out.text().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What the content of a frame says. Unknown fields are passed over; unknown types, kinds and words are errors. */
    public Frame decode(byte[] frame) throws ProtocolException {
        if (frame.length < HEADER) {
            throw new ProtocolException("a frame of " + frame.length + " bytes has no type and version");
        }
        int type = frame[0] & 0xff;
        int version = frame[1] & 0xff;
        boolean frozen = type >= FrozenJson.FIRST_TYPE && type <= FrozenJson.LAST_TYPE;
        if (!frozen && type != ASK && type != ITEM && type != ANSWER) {
            throw new ProtocolException("unknown frame type " + type);
        }
        if (!frozen && version != Frozen.PROTOCOL) {
            throw new ProtocolException("protocol version " + version + "; this pmon speaks " + Frozen.PROTOCOL);
        }
        String subject = subject(type);
        try (JsonReader in = JsonReader.open(subject, frame, HEADER)) {
            Frame read = switch (type) {
                case ASK -> new Frame.Ask(RequestJson.read(in));
                case ITEM -> new Frame.Item(StreamItemJson.read(in));
                case ANSWER -> new Frame.Answer(ResponseJson.read(in));
                default -> new Frame.Control(FrozenJson.read(type, in));
            };
            in.end();
            return read;
        } catch (Malformed e) {
            throw new ProtocolException(e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            // The records of the protocol check themselves, and say what is wrong in words.
            throw new ProtocolException(subject + ": " + e.getMessage(), e);
        }
    }

    /** Characters below 0x80 are one byte in UTF-8, so the header can lead the text, and nothing is copied twice. */
    private static void header(JsonWriter out, char type) {
        out.text().append(type).append((char) Frozen.PROTOCOL);
    }

    private static String subject(int type) {
        return switch (type) {
            case ASK -> "request";
            case ITEM -> "item";
            case ANSWER -> "response";
            default -> FrozenJson.name(type);
        };
    }
}
