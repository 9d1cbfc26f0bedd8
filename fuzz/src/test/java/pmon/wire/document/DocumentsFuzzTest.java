package pmon.wire.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import pmon.api.process.ProcessRecord;
import pmon.api.protocol.ProcessEvent;

class DocumentsFuzzTest {
    @FuzzTest
    void recordsAreWrittenAsTheyWereRead(byte[] bytes) throws DocumentException {
        ProcessRecord record;
        try {
            record = Documents.decodeProcess(new String(bytes, StandardCharsets.UTF_8));
        } catch (DocumentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        String written = Documents.encode(record);
        assertThat(Documents.encode(Documents.decodeProcess(written))).isEqualTo(written);
    }

    @FuzzTest
    void eventsAreWrittenAsTheyWereRead(byte[] bytes) throws DocumentException {
        ProcessEvent event;
        try {
            event = Documents.decodeEvent(new String(bytes, StandardCharsets.UTF_8));
        } catch (DocumentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        String written = Documents.encode(event);
        assertThat(Documents.encode(Documents.decodeEvent(written))).isEqualTo(written);
    }

    @FuzzTest
    void groupsAreWrittenAsTheyWereRead(byte[] bytes) throws DocumentException {
        GroupsDocument groups;
        try {
            groups = Documents.decodeGroups(new String(bytes, StandardCharsets.UTF_8));
        } catch (DocumentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        String written = Documents.encode(groups);
        assertThat(Documents.encode(Documents.decodeGroups(written))).isEqualTo(written);
    }
}
