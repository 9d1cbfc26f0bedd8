package pmon.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pmon.api.process.ShellWords;
import pmon.daemon.document.Mistake;

class EnvFileFuzzTest {
    private static final String SECRET = "hunter2";

    @FuzzTest
    void everyLineIsAVariableOrAMistakeThatKeepsItsSecret(byte[] bytes) {
        List<Mistake> mistakes = new ArrayList<>();
        String text = new String(bytes, StandardCharsets.UTF_8);
        Map<String, String> variables = EnvFile.parse("/etc/web.env", text.replace("=", "=" + SECRET), mistakes);
        for (Mistake mistake : mistakes) {
            assertThat(mistake.text()).startsWith("/etc/web.env:").doesNotContain(SECRET);
        }
        EnvFile.parse("/etc/web.env", text, mistakes);
        assertThat(variables.keySet()).allMatch(name -> !name.isEmpty() && name.indexOf('=') < 0);
    }

    @FuzzTest
    void aQuotedValueIsReadAsItWas(byte[] bytes) {
        // A value is within one line.
        String value = new String(bytes, StandardCharsets.UTF_8).replaceAll("[\n\r]", "");
        List<Mistake> mistakes = new ArrayList<>();
        String quoted = "'" + value.replace("'", "'\\''") + "'";
        assertThat(EnvFile.parse("f", "A=" + quoted + "\n", mistakes)).containsEntry("A", value);
        assertThat(ShellWords.split(quoted)).containsExactly(value);
        assertThat(mistakes).isEmpty();
    }
}
