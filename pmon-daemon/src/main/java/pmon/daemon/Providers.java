package pmon.daemon;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import pmon.api.protocol.ErrorCode;
import pmon.api.spi.kernel.KernelProvider;
import pmon.api.spi.legacy.LegacyReader;
import pmon.api.spi.store.StoreProvider;
import pmon.api.spi.transport.TransportProvider;

/** Finds the parts that this image was put together from. */
final class Providers {
    private Providers() {}

    /** The kernel port that fits this system best. */
    static KernelProvider kernel() throws StartFailure {
        List<KernelProvider> all =
                distinct(ServiceLoader.load(KernelProvider.class), KernelProvider::name, "kernel port");
        Optional<KernelProvider> best =
                all.stream().filter(KernelProvider::available).max(Comparator.comparingInt(KernelProvider::priority));
        return best.orElseThrow(() -> new StartFailure(
                ErrorCode.FAILED,
                "no kernel port works on this system; in this image: " + names(all, KernelProvider::name)));
    }

    static StoreProvider store() throws StartFailure {
        return only(distinct(ServiceLoader.load(StoreProvider.class), StoreProvider::name, "store"), "store");
    }

    /** Reads what another process manager has on record. */
    static LegacyReader legacy(String name) throws StartFailure {
        List<LegacyReader> all =
                distinct(ServiceLoader.load(LegacyReader.class), LegacyReader::name, "reader of records");
        return all.stream()
                .filter(reader -> reader.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StartFailure(
                        ErrorCode.FAILED,
                        "this image cannot read the records of " + name + "; it can read those of: "
                                + names(all, LegacyReader::name)));
    }

    static TransportProvider transport() throws StartFailure {
        return only(
                distinct(ServiceLoader.load(TransportProvider.class), TransportProvider::name, "transport"),
                "transport");
    }

    private static <P> P only(List<P> providers, String kind) throws StartFailure {
        if (providers.isEmpty()) {
            throw new StartFailure(ErrorCode.FAILED, "this image has no " + kind);
        }
        return providers.getFirst();
    }

    private static <P> List<P> distinct(ServiceLoader<P> found, Function<P, String> name, String kind)
            throws StartFailure {
        List<P> providers = new ArrayList<>();
        for (P provider : found) {
            if (providers.stream().anyMatch(other -> name.apply(other).equals(name.apply(provider)))) {
                throw new StartFailure(
                        ErrorCode.FAILED, "this image has two providers of the " + kind + " " + name.apply(provider));
            }
            providers.add(provider);
        }
        return providers;
    }

    private static <P> String names(List<P> providers, Function<P, String> name) {
        return providers.isEmpty()
                ? "none"
                : String.join(", ", providers.stream().map(name).toList());
    }
}
