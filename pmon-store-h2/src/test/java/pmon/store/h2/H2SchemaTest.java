package pmon.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;
import pmon.api.spi.store.StoredState.StoredProcess;
import pmon.store.jdbc.Schema;

class H2SchemaTest {
    @TempDir
    Path directory;

    @Test
    void anOlderFileIsBroughtUpToDate() throws StoreException {
        fill(H2Schema.CURRENT);
        Schema newer = Changing.schemaWith(
                "ALTER TABLE process ADD COLUMN note VARCHAR", "UPDATE process SET document = document || '!'");
        try (H2Store store = H2Store.open(directory, newer, H2Store.COMPACT_BYTES)) {
            assertThat(store.load().processes()).containsExactly(new StoredProcess(1, "web", "kept!"));
            assertThat(store.load().lastSeq()).isEqualTo(1);
        }
        try (H2Store again = H2Store.open(directory, newer, H2Store.COMPACT_BYTES)) {
            assertThat(again.load().processes())
                    .as("a step is taken once")
                    .containsExactly(new StoredProcess(1, "web", "kept!"));
        }
    }

    @Test
    void aNewerFileIsRefusedAndStaysAsItIs() throws Exception {
        fill(Changing.schemaWith("CREATE TABLE later (x INTEGER)"));
        Path file = directory.resolve("pmon.mv.db");
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> H2Store.open(directory, H2Schema.CURRENT, H2Store.COMPACT_BYTES))
                .hasMessage("cannot open " + file
                        + ": a newer pmon wrote it (schema 2, this one knows 1); install that version again")
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NEWER_SCHEMA));
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void aStepThatFailsLeavesTheStepsBeforeIt() throws StoreException {
        fill(H2Schema.CURRENT);
        Schema second = Changing.schemaWith("UPDATE process SET document = 'second'");
        Schema broken = Changing.with(second, "UPDATE process SET document = 'third'", "DROP TABLE missing");
        assertThatThrownBy(() -> H2Store.open(directory, broken, H2Store.COMPACT_BYTES))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("MISSING");
        try (H2Store store = H2Store.open(directory, second, H2Store.COMPACT_BYTES)) {
            assertThat(store.load().processes()).containsExactly(new StoredProcess(1, "web", "second"));
        }
        Schema repaired = Changing.with(second, "UPDATE process SET document = 'third'");
        try (H2Store store = H2Store.open(directory, repaired, H2Store.COMPACT_BYTES)) {
            assertThat(store.load().processes()).containsExactly(new StoredProcess(1, "web", "third"));
        }
    }

    private void fill(Schema schema) throws StoreException {
        try (H2Store store = H2Store.open(directory, schema, H2Store.COMPACT_BYTES)) {
            store.commit(List.of(new StoreChange.PutProcess(1, "web", "kept"), Changing.event(1, "kept")));
        }
    }
}
