package pmon.api.spi.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginSettingsTest {
    private static final List<SettingDeclaration> DECLARED = List.of(
            SettingDeclaration.required("url", SettingDeclaration.Type.TEXT, "Where to post."),
            SettingDeclaration.optional("token", SettingDeclaration.Type.SECRET, null, "Proves who posts."),
            SettingDeclaration.optional("timeout", SettingDeclaration.Type.DURATION, "2s", "How long a post may take."),
            SettingDeclaration.optional("headers", SettingDeclaration.Type.TABLE, null, "Sent along."),
            SettingDeclaration.optional("events", SettingDeclaration.Type.TEXTS, null, "Which ones."));

    @Test
    void givesValuesInTheirTypes() {
        PluginSettings settings = new PluginSettings(
                DECLARED,
                Map.of(
                        "url", "http://localhost/",
                        "timeout", Duration.ofSeconds(2),
                        "headers", Map.of("a", "b"),
                        "events", List.of("restart")));

        assertThat(settings.text("url")).contains("http://localhost/");
        assertThat(settings.text("token")).isEmpty();
        assertThat(settings.duration("timeout")).contains(Duration.ofSeconds(2));
        assertThat(settings.table("headers")).containsExactly(Map.entry("a", "b"));
        assertThat(settings.texts("events")).containsExactly("restart");
    }

    @Test
    void doesNotShowSecrets() {
        PluginSettings settings = new PluginSettings(DECLARED, Map.of("url", "x", "token", "hunter2"));

        assertThat(settings.toString()).contains("token=***").contains("url=x").doesNotContain("hunter2");
    }

    @Test
    void refusesWhatWasNotDeclared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PluginSettings(DECLARED, Map.of("url", "x", "ulr", "y")))
                .withMessageContaining("ulr");
    }

    @Test
    void refusesAnotherTypeThanDeclared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PluginSettings(DECLARED, Map.of("url", 1L)))
                .withMessageContaining("url takes text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PluginSettings(DECLARED, Map.of("url", "x", "events", List.of(1))))
                .withMessageContaining("events takes a list of texts");
    }

    @Test
    void refusesToGoWithoutARequiredOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PluginSettings(DECLARED, Map.of()))
                .withMessage("url has to be set");
    }

    @Test
    void refusesToBeAskedForAnotherTypeThanDeclared() {
        PluginSettings settings = new PluginSettings(DECLARED, Map.of("url", "x"));

        assertThatIllegalArgumentException().isThrownBy(() -> settings.flag("url"));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.text("nothing"));
    }
}
