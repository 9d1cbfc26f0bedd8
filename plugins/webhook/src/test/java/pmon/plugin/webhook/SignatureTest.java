package pmon.plugin.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final Message MESSAGE =
            new Message("msg_p5jXN8AQM9LWM0D4loKWxJek", "a test", "{\"test\": 2432232314}");

    /** The example that libraries of the Standard Webhooks specification are tested with. */
    @Test
    void signsAsOthersDo() {
        assertThat(Signature.with("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").of(MESSAGE, 1_614_265_330))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void anotherSecretOrTimeSignsOtherwise() {
        String one = Signature.with("one").of(MESSAGE, 1);
        assertThat(one).isEqualTo(Signature.with("one").of(MESSAGE, 1));
        assertThat(Signature.with("two").of(MESSAGE, 1)).isNotEqualTo(one);
        assertThat(Signature.with("one").of(MESSAGE, 2)).isNotEqualTo(one);
    }

    @Test
    void refusesWhatIsNoSecretWithoutRepeatingIt() {
        assertThatThrownBy(() -> Signature.with("whsec_not*base64"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no Base64")
                .hasMessageNotContaining("not*base64");
        assertThatThrownBy(() -> Signature.with("")).hasMessageContaining("it is empty");
    }
}
