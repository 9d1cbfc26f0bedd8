package pmon.wire.document;

import static pmon.wire.stream.JsonReader.present;

import java.util.ArrayList;
import java.util.List;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;

/**
 * Requests that go on under the next daemon:
 * {@code {"requests":[{"token":"1-a","uid":0,"parts":[{"id":1,"wanted":"started","generation":2}]}]}}. A
 * missing generation is 0, missing lists are empty.
 */
public record RequestsDocument(List<Request> requests) {
    public RequestsDocument {
        requests = List.copyOf(requests);
    }

    /** One, by its token and the user who asked. */
    public record Request(String token, long uid, List<Part> parts) {
        public Request {
            parts = List.copyOf(parts);
        }
    }

    /** What is waited for with one program. */
    public record Part(int process, String wanted, int generation) {}

    static void write(JsonWriter out, RequestsDocument document) {
        out.begin().beginList("requests");
        for (Request request : document.requests()) {
            out.begin()
                    .field("token", request.token())
                    .field("uid", request.uid())
                    .beginList("parts");
            for (Part part : request.parts()) {
                out.begin()
                        .field("id", part.process())
                        .field("wanted", part.wanted())
                        .field("generation", part.generation())
                        .end();
            }
            out.endList().end();
        }
        out.endList().end();
    }

    static RequestsDocument read(JsonReader in) throws Malformed {
        List<Request> requests = new ArrayList<>();
        in.begin("requests");
        while (in.next()) {
            if (in.name().equals("requests")) {
                in.beginList();
                while (in.nextElement()) {
                    requests.add(request(in));
                }
            } else {
                in.skip();
            }
        }
        return new RequestsDocument(requests);
    }

    private static Request request(JsonReader in) throws Malformed {
        String token = null;
        Long uid = null;
        List<Part> parts = new ArrayList<>();
        in.begin("request");
        while (in.next()) {
            switch (in.name()) {
                case "token" -> token = in.string();
                case "uid" -> uid = in.longInteger();
                case "parts" -> {
                    in.beginList();
                    while (in.nextElement()) {
                        parts.add(part(in));
                    }
                }
                default -> in.skip();
            }
        }
        return new Request(present(token, "token", "request"), present(uid, "uid", "request"), parts);
    }

    private static Part part(JsonReader in) throws Malformed {
        Integer id = null;
        String wanted = null;
        int generation = 0;
        in.begin("part");
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.integer();
                case "wanted" -> wanted = in.string();
                case "generation" -> generation = in.integer();
                default -> in.skip();
            }
        }
        return new Part(present(id, "id", "part"), present(wanted, "wanted", "part"), generation);
    }
}
