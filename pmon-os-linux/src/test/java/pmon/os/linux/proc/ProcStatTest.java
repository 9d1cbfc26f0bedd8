package pmon.os.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProcStatTest {
    private static Optional<ProcStat> parse(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return ProcStat.parse(bytes, bytes.length);
    }

    private static String line(String name, String state) {
        return "4711 (" + name + ") " + state
                + " 1 4710 4700 0 -1 4194560 230 1 2 3 55 7 8 9 20 0 3 0 987654321 2703360 1234 18446744073709551615 1";
    }

    @Test
    void fieldsAreCountedFromTheLastBracket() {
        var expected = new ProcStat(4711, 'S', 1, 4710, 4700, 62, 17, 3, 987_654_321, 1234);
        assertThat(parse(line("sleep", "S"))).contains(expected);
        assertThat(parse(line("a b", "S"))).contains(expected);
        assertThat(parse(line("x) Z 1 (y", "S"))).contains(expected);
        assertThat(parse(line(")", "S"))).contains(expected);
        assertThat(parse(line("", "S"))).contains(expected);
    }

    @Test
    void deadLeaderOfLivingThreadsIsNotDead() {
        assertThat(parse(line("java", "Z")).orElseThrow().dead()).isFalse();
        assertThat(parse(line("sh", "Z").replace(" 3 0 987654321", " 1 0 987654321"))
                        .orElseThrow()
                        .dead())
                .isTrue();
    }

    @Test
    void rubbishIsNoLine() {
        assertThat(parse("")).isEmpty();
        assertThat(parse("4711 (sleep")).isEmpty();
        assertThat(parse("4711 (sleep)")).isEmpty();
        assertThat(parse("4711 (sleep) S 1 2 3")).isEmpty();
    }
}
