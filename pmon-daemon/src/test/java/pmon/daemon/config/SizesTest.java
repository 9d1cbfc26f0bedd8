package pmon.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SizesTest {
    @Test
    void unitsOfThousandsAndOfPowersOfTwoAreTold() {
        assertThat(Sizes.parse("10MiB")).contains(10L << 20);
        assertThat(Sizes.parse("10 MB")).contains(10_000_000L);
        assertThat(Sizes.parse("4096")).contains(4096L);
        assertThat(Sizes.parse("2gib")).contains(2L << 30);
    }

    @Test
    void whatIsNoSizeIsNone() {
        assertThat(Sizes.parse("")).isEmpty();
        assertThat(Sizes.parse("-1")).isEmpty();
        assertThat(Sizes.parse("10 apples")).isEmpty();
        assertThat(Sizes.parse("999999999999999TiB")).isEmpty();
        assertThat(Sizes.parse("9999999999999999999")).isEmpty();
    }

    @Test
    void whatIsShownIsReadAgain() {
        for (long bytes : new long[] {
            0, 1, 1023, 1024, 1536, 10L << 20, 3L << 40, 1_000_000, 123_456_789_012_345_000L, Long.MAX_VALUE
        }) {
            assertThat(Sizes.parse(Sizes.show(bytes))).contains(bytes);
        }
    }
}
