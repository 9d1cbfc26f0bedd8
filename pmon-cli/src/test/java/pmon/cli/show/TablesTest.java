package pmon.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pmon.api.process.ProcessView;
import pmon.api.process.Status;
import pmon.cli.Programs;

class TablesTest {
    private static String table(List<ProcessView> programs, int columns, boolean colour) {
        StringBuilder out = new StringBuilder();
        ProcessTable.render(programs, out, columns, colour);
        return out.toString();
    }

    private static String description(ProcessView program, int columns) {
        StringBuilder out = new StringBuilder();
        Description.render(program, ZoneOffset.UTC, out, columns, false);
        return out.toString();
    }

    @Test
    void tenProgramsAreListed() {
        List<ProcessView> programs = new ArrayList<>();
        Status[] ended = {Status.STOPPED, Status.FAILED, Status.BACKOFF};
        for (int id = 1; id <= 10; id++) {
            programs.add(
                    id % 4 == 0
                            ? Programs.ended(id, "job-" + id, ended[id / 4 - 1])
                            : Programs.running(id, "web-" + id));
        }
        assertThat(table(programs, 100, false)).isEqualTo("""
                ┌────┬────────┬──────┬───┬─────────┬──────┬───────┬───────────┬─────────┐
                │ ID │ Name   │  PID │ ⟳ │ Status  │ User │   CPU │    Memory │  Uptime │
                ├────┼────────┼──────┼───┼─────────┼──────┼───────┼───────────┼─────────┤
                │  1 │ web-1  │ 1001 │ 1 │ running │ www  │  1.3% │  11.7 MiB │  3m 12s │
                │  2 │ web-2  │ 1002 │ 2 │ running │ www  │  2.5% │  23.5 MiB │  6m 24s │
                │  3 │ web-3  │ 1003 │ 0 │ running │ www  │  3.8% │  35.3 MiB │  9m 36s │
                │  4 │ job-4  │    - │ 1 │ stopped │ www  │     - │         - │       - │
                │  5 │ web-5  │ 1005 │ 2 │ running │ www  │  6.3% │  58.8 MiB │  16m 0s │
                │  6 │ web-6  │ 1006 │ 0 │ running │ www  │  7.5% │  70.6 MiB │ 19m 12s │
                │  7 │ web-7  │ 1007 │ 1 │ running │ www  │  8.8% │  82.4 MiB │ 22m 24s │
                │  8 │ job-8  │    - │ 2 │ failed  │ www  │     - │         - │       - │
                │  9 │ web-9  │ 1009 │ 0 │ running │ www  │ 11.3% │ 105.9 MiB │ 28m 48s │
                │ 10 │ web-10 │ 1010 │ 1 │ running │ www  │ 12.5% │ 117.7 MiB │  32m 0s │
                └────┴────────┴──────┴───┴─────────┴──────┴───────┴───────────┴─────────┘
                """);
    }

    @Test
    void whatIsWrongWithSeveralIsToldOnce() {
        List<ProcessView> programs = List.of(
                Programs.running(1, "web", List.of("the disk is full")),
                Programs.running(2, "db", List.of("output waits\u001b[2J", "the disk is full")),
                Programs.running(3, "mail"),
                Programs.running(4, "a", List.of("the disk is full")),
                Programs.running(5, "b", List.of("the disk is full")),
                Programs.running(6, "c", List.of("the disk is full")));
        assertThat(problems(programs, false)).isEqualTo("""
                web, db, a and 2 more: the disk is full
                db: output waits\\x1b[2J
                """);
        assertThat(problems(programs, true)).contains("\u001b[31mweb, db");
        assertThat(problems(List.of(Programs.running(1, "web")), true)).isEmpty();
    }

    private static String problems(List<ProcessView> programs, boolean colour) {
        StringBuilder out = new StringBuilder();
        Problems.render(programs, ZoneOffset.UTC, out, colour);
        return out.toString();
    }

    @Test
    void aNameOfAHundredCharactersStaysWithinTheColumns() {
        String name = "n".repeat(100);
        String table = table(List.of(Programs.running(1, name), Programs.running(2, "short")), 100, false);
        assertThat(table.lines()).allSatisfy(line -> assertThat(Width.of(line)).isEqualTo(100));
        assertThat(table).contains("n…").doesNotContain(name);
    }

    @Test
    void wideCharactersTakeTwoColumns() {
        String table = table(List.of(Programs.running(1, "日本語"), Programs.running(2, "🚀rocket")), 100, false);
        assertThat(table.lines().map(Width::of).distinct()).hasSize(1);
        assertThat(Width.of("日本語")).isEqualTo(6);
        assertThat(Width.of("🚀")).isEqualTo(2);
        assertThat(Width.of("é")).isEqualTo(1);
        assertThat(Width.shorten("日本語", 4)).isEqualTo("日…");
    }

    @Test
    void coloursDoNotMoveTheBorders() {
        List<ProcessView> programs = new ArrayList<>();
        for (Status status : Status.values()) {
            programs.add(Programs.ended(status.number(), status.word(), status));
        }
        String plain = table(programs, 100, false);
        String coloured = table(programs, 100, true);
        assertThat(coloured)
                .contains("\u001b[38;5;208mbackoff\u001b[0m", "\u001b[33mstopped\u001b[0m", "\u001b[90minit\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    }

    @Test
    void aProgramIsDescribedWithItsExplanationFirst() {
        assertThat(description(Programs.running(1, "web"), 100)).isEqualTo("""
                ┌─────────────┬────────────────────────┐
                │ explanation │ running since 12:00:31 │
                │ status      │ running                │
                │ id          │ 1                      │
                │ name        │ web                    │
                │ pid         │ 1001                   │
                │ restarted   │ 1                      │
                │ cpu         │ 1.3%                   │
                │ memory      │ 11.7 MiB               │
                │ uptime      │ 3m 12s                 │
                │ process     │ /srv/web               │
                │ args        │ --motd 'hello world'   │
                │ env-vars    │ PORT=8080              │
                │ cwd         │ /srv                   │
                │ user        │ www                    │
                │ log         │ /var/log/pmond/web.log │
                │ groups      │ site                   │
                │ started at  │ 2026-03-01 12:00:31    │
                │ created at  │ 2026-03-01 12:00:31    │
                │ updated at  │ 2026-03-01 12:00:31    │
                └─────────────┴────────────────────────┘
                """);
    }

    @Test
    void longValuesAreFoldedAndControlCharactersShown() {
        ProcessView web = Programs.running(1, "w".repeat(100));
        String text = description(web, 60);
        assertThat(text.lines()).allSatisfy(line -> assertThat(Width.of(line)).isEqualTo(60));
        assertThat(text.replaceAll("[^w]", "")).contains("w".repeat(300));
        assertThat(Width.visible("a\u001b[31m\nb")).isEqualTo("a\\x1b[31m\\nb");
        assertThat(web.envVars()).isEqualTo(Map.of("PORT", "8080"));
    }

    @Test
    void linesAreBrokenAtBlanks() {
        String text = "one two  three";
        assertThat(Width.breaking(text, 0, 20)).isEqualTo(text.length());
        assertThat(text.substring(0, Width.breaking(text, 0, 7))).isEqualTo("one two");
        assertThat(text.substring(0, Width.breaking(text, 0, 6))).isEqualTo("one");
        assertThat(text.substring(0, Width.breaking(text, 0, 2))).isEqualTo("on");
        assertThat(description(Programs.running(1, "web"), 32)).contains("""
                │ explanation │ running since  │
                │             │ 12:00:31       │
                """);
    }

    @Test
    void timesInSentencesAreThoseOfTheReader() {
        ZoneOffset zone = ZoneOffset.ofHours(2);
        assertThat(Human.localTimes("from 2026-03-01T12:00:31Z to 2026-03-01T23:00:00Z.", zone))
                .isEqualTo("from 2026-03-01 14:00:31 to 2026-03-02 01:00:00.");
        String without = "Z, ABCD-EF-GHTIJ:KL:MNZ and 2026-99-01T12:00:31Z are none";
        assertThat(Human.localTimes(without, zone)).isEqualTo(without);
    }

    @Test
    void numbersAreForPeople() {
        assertThat(List.of(
                        Human.bytes(0),
                        Human.bytes(1023),
                        Human.bytes(1024),
                        Human.bytes(12_897_484),
                        Human.bytes(5L << 40)))
                .containsExactly("0 B", "1023 B", "1.0 KiB", "12.2 MiB", "5.0 TiB");
        assertThat(List.of(
                        Human.duration(0),
                        Human.duration(999),
                        Human.duration(59_999),
                        Human.duration(192_000),
                        Human.duration(7_500_000),
                        Human.duration(356_400_000)))
                .containsExactly("0ms", "999ms", "59s", "3m 12s", "2h 5m", "4d 3h");
        assertThat(List.of(Human.percent(0), Human.percent(99.96))).containsExactly("0.0%", "100.0%");
    }
}
