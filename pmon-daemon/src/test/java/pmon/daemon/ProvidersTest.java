package pmon.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import pmon.api.protocol.ErrorCode;
import pmon.daemon.Providers.Choice;

class ProvidersTest {
    @Test
    void theOnlyOneNeedsNoName() throws StartFailure {
        assertThat(choice("h2").of(null)).isEqualTo("h2");
    }

    @Test
    void ofSeveralTheUsualOneIsChosen() throws StartFailure {
        assertThat(choice("h2", "sqlite").of(null)).isEqualTo("sqlite");
    }

    @Test
    void aNameChooses() throws StartFailure {
        assertThat(choice("sqlite", "h2").of("h2")).isEqualTo("h2");
    }

    @Test
    void aMissingNameListsWhatIsThere() {
        assertThatThrownBy(() -> choice("sqlite", "h2").of("redis"))
                .hasMessage("store.provider is redis, and this image has no such store; it has: sqlite, h2")
                .isInstanceOfSatisfying(
                        StartFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.BAD_CONFIG));
    }

    @Test
    void severalWithoutTheUsualOneHaveToBeChosenFrom() {
        assertThatThrownBy(() -> choice("h2", "redis").of(null))
                .hasMessage("this image has several providers of a store; choose one with store.provider: h2, redis");
    }

    @Test
    void anImageWithoutAnySaysSo() {
        assertThatThrownBy(() -> choice().of(null)).hasMessage("this image has no store");
    }

    @Test
    void twoOfOneNameAreAMistakeOfTheImage() {
        assertThatThrownBy(() -> Providers.distinct(List.of("a", "b", "a"), Function.identity(), "store"))
                .hasMessage("this image has two providers of the store a");
    }

    private static Choice<String> choice(String... names) {
        return new Choice<>(List.of(names), Function.identity(), "store", "store.provider", "sqlite");
    }
}
