package pmon.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;
import pmon.api.spi.store.StoredState.StoredProcess;
import pmon.store.jdbc.Schema;

class SchemaTest {
    @TempDir
    Path directory;

    @Test
    void anOlderFileIsBroughtUpToDate() throws StoreException {
        fill(SqliteSchema.CURRENT);
        Schema newer = Changing.schemaWith(
                "ALTER TABLE process ADD COLUMN note TEXT", "UPDATE process SET document = document || '!'");
        try (Store store = SqliteStore.open(directory, newer)) {
            assertThat(store.load().processes()).containsExactly(new StoredProcess(1, "web", "kept!"));
            assertThat(store.load().lastSeq()).isEqualTo(1);
        }
        try (Store again = SqliteStore.open(directory, newer)) {
            assertThat(again.load().processes())
                    .as("a step is taken once")
                    .containsExactly(new StoredProcess(1, "web", "kept!"));
        }
    }

    @Test
    void aNewerFileIsRefusedAndStaysAsItIs() throws Exception {
        fill(Changing.schemaWith("CREATE TABLE later (x INTEGER)"));
        Path file = directory.resolve("pmon.db");
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> SqliteStore.open(directory, SqliteSchema.CURRENT))
                .hasMessage("cannot open " + file
                        + ": a newer pmon wrote it (schema 2, this one knows 1); install that version again")
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NEWER_SCHEMA));
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void aStepThatFailsLeavesTheStepsBeforeIt() throws StoreException {
        fill(SqliteSchema.CURRENT);
        Schema second = Changing.schemaWith("UPDATE process SET document = 'second'");
        Schema broken = Changing.with(second, "UPDATE process SET document = 'third'", "DROP TABLE missing");
        assertThatThrownBy(() -> SqliteStore.open(directory, broken))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no such table: missing");
        try (Store store = SqliteStore.open(directory, second)) {
            assertThat(store.load().processes()).containsExactly(new StoredProcess(1, "web", "second"));
        }
        Schema repaired = Changing.with(second, "UPDATE process SET document = 'third'");
        try (Store store = SqliteStore.open(directory, repaired)) {
            assertThat(store.load().processes()).containsExactly(new StoredProcess(1, "web", "third"));
        }
    }

    private void fill(Schema schema) throws StoreException {
        try (Store store = SqliteStore.open(directory, schema)) {
            store.commit(List.of(new StoreChange.PutProcess(1, "web", "kept"), Changing.event(1, "kept")));
        }
    }
}
