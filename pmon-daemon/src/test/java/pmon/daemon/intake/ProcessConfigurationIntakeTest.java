package pmon.daemon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.Account;
import pmon.api.process.Goal;
import pmon.api.process.ProcessRecord;
import pmon.api.process.ProcessSpec;
import pmon.api.process.Status;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.SpecChange;
import pmon.api.protocol.Targets;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.Change;
import pmon.core.supervisor.Configured;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;
import pmon.daemon.config.Configuration;
import pmon.daemon.config.ConfigurationLoader;
import pmon.daemon.document.Mistake;
import pmon.daemon.fixture.Programs;
import pmon.daemon.place.Mode;
import pmon.daemon.place.Places;

/** The process configuration of a daemon of root, unless a test says otherwise. */
class ProcessConfigurationIntakeTest {
    @TempDir
    private Path home;

    private Account self = Machine.ROOT;
    private Account caller = Machine.ROOT;
    private final List<ProcessSnapshot> known = new ArrayList<>();

    @BeforeEach
    void makeFiles() throws IOException {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(
                home.resolve("web"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.createDirectory(home.resolve("logs"));
    }

    private ChangeResolver resolver() {
        Machine machine = new Machine(self);
        return new ChangeResolver(
                machine, machine, new Environments(Map.of()), () -> new Snapshot(known), Runnable::run);
    }

    private Configuration configuration() {
        Places places = new Places(
                Mode.SYSTEM,
                home.resolve("none.yml"),
                List.of(home.resolve("process.config.yaml"), home.resolve("app.config.json")),
                home,
                home.resolve("logs"),
                home,
                home,
                home);
        return ((ConfigurationLoader.Result.Valid) new ConfigurationLoader(places, Map.of(), 1000).load())
                .configuration();
    }

    private void write(String yaml) throws IOException {
        Files.writeString(home.resolve("process.config.yaml"), "processes:\n" + yaml);
    }

    private Resolution init() {
        return resolver()
                .resolve(new Request.Init(true, true, Completion.UNTIL_DONE), new Caller(caller), configuration());
    }

    private List<Configured> entries() {
        return ((Change.Init) ((Resolution.Ready) init()).changes().getFirst()).entries();
    }

    private String refused(ErrorCode code, Resolution resolution) {
        assertThat(resolution).isInstanceOf(Resolution.Refused.class);
        assertThat(((Resolution.Refused) resolution).code()).isEqualTo(code);
        return ((Resolution.Refused) resolution).message().replace(home + "/", "");
    }

    private Resolution start(SpecChange change, String... names) {
        return resolver()
                .resolve(
                        new Request.Restart(Targets.of(names), change, false, Completion.UNTIL_DONE),
                        new Caller(caller),
                        configuration());
    }

    private Resolution start(String... names) {
        return start(SpecChange.NONE, names);
    }

    private static Change restart(String... names) {
        return new Change.Restart(Targets.of(names), Change.Patch.NONE, false, Completion.UNTIL_DONE);
    }

    private static List<String> names(Change change) {
        return ((Change.Init) change).entries().stream().map(Configured::name).toList();
    }

    private void know(String name) {
        ProcessSpec spec = Programs.spec(name, Machine.ROOT, "/log");
        ProcessRecord record = new ProcessRecord(
                1, spec, Goal.DOWN, Status.STOPPED, 0, 0, null, null, null, "", Instant.EPOCH, Instant.EPOCH);
        known.add(new ProcessSnapshot(record, Status.STOPPED, null, null, "", null, List.of()));
    }

    @Test
    void withoutAFileThereIsNothingToApply() {
        assertThat(init())
                .isEqualTo(new Resolution.Ready(new Change.Init(List.of(), true, true, Completion.UNTIL_DONE)));
    }

    @Test
    void entriesAreResolvedAsTheDaemonsUserWhoeverAsks() throws IOException {
        write("""
                  - {file: ./web}
                  - {file: web, name: api, user: alice, log: logs/other.log}
                """);
        List<Configured> byRoot = entries();
        assertThat(byRoot).extracting(entry -> entry.spec().user()).containsExactly(Machine.ROOT, Machine.ALICE);
        assertThat(byRoot).extracting(entry -> entry.spec().file()).containsOnly(home + "/web");
        assertThat(byRoot)
                .extracting(entry -> entry.spec().log())
                .containsExactly(home + "/logs/web.log", home + "/logs/other.log");
        caller = Machine.ALICE;
        assertThat(entries()).isEqualTo(byRoot);
    }

    @Test
    void aDigestChangesWithItsEntryOnly() throws IOException {
        write("  - {file: ./web}\n  - {file: ./web, name: api}\n");
        List<Configured> first = entries();
        write("  - {file: ./web, name: api, nice: 5}\n  # moved\n  - file: ./web\n");
        List<Configured> second = entries();
        assertThat(second.get(1)).isEqualTo(first.get(0));
        assertThat(second.get(0).digest()).isNotEqualTo(first.get(1).digest());
    }

    @Test
    void aDigestChangesWithTheEnvironmentFile() throws IOException {
        Files.writeString(home.resolve("web.env"), "A=1\n");
        write("  - {file: ./web, env_file: web.env}\n");
        Configured first = entries().getFirst();
        Files.writeString(home.resolve("web.env"), "# another comment\nA=1\n");
        assertThat(entries()).containsExactly(first);
        Files.writeString(home.resolve("web.env"), "A=2\n");
        assertThat(entries().getFirst().digest()).isNotEqualTo(first.digest());
    }

    @Test
    void ofABrokenFileNothingIsAppliedAndEverythingIsTold() throws IOException {
        write("  - {file: ./web, nmae: x}\n  - {nice: 99}\n");
        assertThat(refused(ErrorCode.BAD_CONFIG, init())).isEqualTo("""
                cannot initialize:
                process.config.yaml:2:19: processes[0].nmae: there is no such key; did you mean name?
                process.config.yaml:3:5: processes[1]: has no file to run
                process.config.yaml:3:12: processes[1].nice: "99" is not allowed; use a whole number from -20 to 19""");
    }

    @Test
    void whereOneEntryCannotBeStartedNoneIsApplied() throws IOException {
        write("""
                  - {file: ./web}
                  - {file: ./gone, name: one}
                  - {file: ./web, name: two, user: nobody-here}
                  - {file: ./web, name: three, env_file: gone.env}
                """);
        assertThat(refused(ErrorCode.BAD_CONFIG, init())).isEqualTo("""
                cannot initialize:
                process.config.yaml:3:5: one: gone: no such file
                process.config.yaml:4:5: two: there is no user nobody-here
                process.config.yaml:5:5: three: env_file gone.env: no such file""");
    }

    @Test
    void whatIsWrongWithProgramsOfOthersDoesNotConcernAUser() throws IOException {
        write("""
                  - {file: ./web, user: alice}
                  - {file: ./gone, name: one}
                  - {file: ./gone, name: two, user: bob}
                  - {file: ./web, name: three, user: nobody-here}
                """);
        caller = Machine.ALICE;
        assertThat(entries()).extracting(Configured::name).containsExactly("web");
        caller = Machine.BOB;
        assertThat(refused(ErrorCode.BAD_CONFIG, init()))
                .isEqualTo("cannot initialize: process.config.yaml:4:5: two: gone: no such file");
    }

    @Test
    void aUsersOwnDaemonTellsWhomItCannotRunProgramsAs() throws IOException {
        self = Machine.ALICE;
        caller = Machine.ALICE;
        write("  - {file: ./web, user: bob}\n");
        assertThat(refused(ErrorCode.BAD_CONFIG, init()))
                .isEqualTo(
                        "cannot initialize: process.config.yaml:2:5: web: cannot set process user to bob: only root may"
                                + " run programs as somebody else");
    }

    @Test
    void theDaemonsStartPassesOverWhatCannotBeStarted() throws IOException {
        write("  - {file: ./gone}\n  - {file: ./web}\n");
        Files.writeString(home.resolve("app.config.json"), "{}");
        assertThat(resolver().processConfiguration(configuration()))
                .isInstanceOfSatisfying(ProcessConfigurationResolution.Read.class, read -> {
                    assertThat(read.entries()).extracting(Configured::name).containsExactly("web");
                    assertThat(read.unusable())
                            .extracting(one -> one.mistake().message())
                            .containsExactly("gone: " + home + "/gone: no such file");
                    assertThat(read.warnings()).singleElement().asString().contains("app.config.json is not read");
                });
        Files.writeString(home.resolve("process.config.yaml"), "x: y");
        assertThat(resolver().processConfiguration(configuration()))
                .isInstanceOfSatisfying(
                        ProcessConfigurationResolution.Broken.class,
                        broken -> assertThat(broken.mistakes())
                                .extracting(Mistake::message)
                                .containsExactly("x: there is no such key"));
    }

    @Test
    void aNameThatOnlyTheConfigurationKnowsIsStartedFromThere() throws IOException {
        write("  - {file: ./web}\n  - {file: ./web, name: api}\n");
        Resolution.Ready ready = (Resolution.Ready) start("api");
        assertThat(ready.changes()).singleElement().isInstanceOfSatisfying(Change.Init.class, init -> {
            assertThat(names(init)).containsExactly("api");
            assertThat(init.configurationOnly()).isTrue();
            assertThat(init.prune()).isFalse();
        });
    }

    @Test
    void itIsStartedWithAllThatItDependsOnAndThatIsNotThereYet() throws IOException {
        write("""
                  - {file: ./web, dependencies: [cache, elsewhere]}
                  - {file: ./web, name: cache, dependencies: [db, web, disk]}
                  - {file: ./web, name: db}
                  - {file: ./web, name: disk}
                  - {file: ./web, name: api}
                """);
        know("db");
        assertThat(((Resolution.Ready) start("web")).changes())
                .singleElement()
                .satisfies(init -> assertThat(names(init)).containsExactly("web", "cache", "disk"));
    }

    @Test
    void programsThatAreThereAreStartedFirst() throws IOException {
        write("  - {file: ./web}\n");
        know("db");
        List<Change> changes = ((Resolution.Ready) start("web", "db", "7", "cache-*")).changes();
        assertThat(changes).hasSize(2);
        assertThat(changes.get(0)).isEqualTo(restart("db", "7", "cache-*"));
        assertThat(names(changes.get(1))).containsExactly("web");
    }

    @Test
    void whatTheStartChangesIsChangedInTheEntry() throws IOException {
        write("  - {file: ./web, args: [a], groups: [g]}\n");
        SpecChange change = new SpecChange(List.of("b"), null, null, null, false, null);
        Change.Init init = (Change.Init)
                ((Resolution.Ready) start(change, "web")).changes().getFirst();
        Configured entry = init.entries().getFirst();
        assertThat(entry.spec().args()).containsExactly("b");
        assertThat(entry.spec().autoRestart()).isFalse();
        assertThat(entry.spec().groups()).containsExactly("g");
        assertThat(entry.digest()).isEqualTo(entries().getFirst().digest());
    }

    @Test
    void aNameThatNobodyKnowsIsLeftToTheSupervisor() throws IOException {
        assertThat(start("gone")).isEqualTo(new Resolution.Ready(restart("gone")));
        write("  - {file: ./web}\n");
        assertThat(start("gone", "all", "@g")).isEqualTo(new Resolution.Ready(restart("gone", "all", "@g")));
    }

    @Test
    void whatTheConfigurationHasForOthersIsNotStarted() throws IOException {
        write("  - {file: ./web, user: bob}\n");
        caller = Machine.ALICE;
        assertThat(refused(ErrorCode.NOT_PERMITTED, start("web")))
                .isEqualTo("cannot start web: the process configuration has web run as bob; alice may not start it");
    }

    @Test
    void whatCannotBeStartedIsTold() throws IOException {
        write("  - {file: ./gone}\n");
        assertThat(refused(ErrorCode.BAD_CONFIG, start("gone")))
                .isEqualTo("cannot start gone: process.config.yaml:2:5: gone: gone: no such file");
        Files.writeString(home.resolve("process.config.yaml"), "x: y");
        assertThat(refused(ErrorCode.BAD_CONFIG, start("gone")))
                .isEqualTo("cannot start gone: process.config.yaml:1:1: x: there is no such key");
    }
}
