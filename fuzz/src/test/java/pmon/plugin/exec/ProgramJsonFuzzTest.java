package pmon.plugin.exec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import pmon.api.process.ProcessRecord;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.event.Occurrence;
import pmon.daemon.document.Document;
import pmon.daemon.document.Format;
import pmon.wire.document.DocumentException;
import pmon.wire.document.Documents;

class ProgramJsonFuzzTest {
    /** A record, and behind the first line of it an event. */
    @FuzzTest
    void whatAScriptGetsIsJsonWithinItsBounds(byte[] bytes) {
        String[] documents = new String(bytes, StandardCharsets.UTF_8).split("\n", 2);
        ProcessRecord program;
        ProcessEvent event;
        try {
            program = Documents.decodeProcess(documents[0]);
            event = Documents.decodeEvent(documents[documents.length - 1]);
        } catch (DocumentException e) {
            return;
        }
        Occurrence occurrence = new Occurrence(Occurrence.Kind.PROCESS_FAILURE, event, program);
        check(ProgramJson.argument(occurrence), ProgramJson.MAX_ARGUMENT_BYTES);
        check(ProgramJson.input(occurrence), ProgramJson.MAX_INPUT_BYTES);
    }

    private static void check(String json, int bound) {
        Document read = Document.parse("hook", json, Format.JSON);
        assertThat(read.mistakes()).isEmpty();
        assertThat(json.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(bound);
    }
}
