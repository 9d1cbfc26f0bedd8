package pmon.wire.document;

import java.nio.charset.StandardCharsets;
import pmon.api.process.ProcessRecord;
import pmon.api.protocol.ProcessEvent;
import pmon.wire.model.ProcessEventJson;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;

/**
 * Records and events as the texts that a store keeps. What an older pmon wrote is read by every newer one: fields that are
 * missing get a default, which {@link RecordDocument}, {@link SpecDocument} and {@link ProcessEventJson} name; and what a newer
 * one wrote is read as far as it is understood: unknown fields are passed over. Instants and durations are kept to the
 * millisecond. Equal values make equal texts.
 */
public final class Documents {
    private static final int INITIAL_CHARS = 1024;

    private Documents() {}

    /** The document of a record. */
    public static String encode(ProcessRecord record) {
        JsonWriter out = new JsonWriter(new StringBuilder(INITIAL_CHARS));
        RecordDocument.write(out, record);
        return out.text().toString();
    }

    /** The document of an event. */
    public static String encode(ProcessEvent event) {
        JsonWriter out = new JsonWriter(new StringBuilder(INITIAL_CHARS));
        ProcessEventJson.write(out.begin(), event);
        return out.end().text().toString();
    }

    /** The document of the groups. */
    public static String encode(GroupsDocument groups) {
        JsonWriter out = new JsonWriter(new StringBuilder(INITIAL_CHARS));
        GroupsDocument.write(out, groups);
        return out.text().toString();
    }

    /** The groups of a document. */
    public static GroupsDocument decodeGroups(String document) throws DocumentException {
        return decode("groups document", document, GroupsDocument::read);
    }

    /** The document of requests that go on. */
    public static String encode(RequestsDocument requests) {
        JsonWriter out = new JsonWriter(new StringBuilder(INITIAL_CHARS));
        RequestsDocument.write(out, requests);
        return out.text().toString();
    }

    /** The requests of a document. */
    public static RequestsDocument decodeRequests(String document) throws DocumentException {
        return decode("requests document", document, RequestsDocument::read);
    }

    /** The record of a document. */
    public static ProcessRecord decodeProcess(String document) throws DocumentException {
        return decode("process document", document, RecordDocument::read);
    }

    /** The event of a document. */
    public static ProcessEvent decodeEvent(String document) throws DocumentException {
        return decode("event document", document, ProcessEventJson::read);
    }

    private static <T> T decode(String subject, String document, Shape<T> shape) throws DocumentException {
        try (JsonReader in = JsonReader.open(subject, document.getBytes(StandardCharsets.UTF_8), 0)) {
            T read = shape.read(in);
            in.end();
            return read;
        } catch (Malformed e) {
            throw new DocumentException(e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            // The records of the model check themselves, and say what is wrong in words.
            throw new DocumentException(subject + ": " + e.getMessage(), e);
        }
    }

    /** Reads one kind of document. */
    private interface Shape<T> {
        T read(JsonReader in) throws Malformed;
    }
}
