package pmon.daemon;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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

    /**
     * A store.
     *
     * @param name as configured; null chooses the only one, of several the usual one
     */
    static StoreProvider store(@Nullable String name) throws StartFailure {
        List<StoreProvider> all = distinct(ServiceLoader.load(StoreProvider.class), StoreProvider::name, "store");
        return new Choice<>(all, StoreProvider::name, "store", "store.provider", "sqlite").of(name);
    }

    /** A store that somebody named on the command line. */
    static StoreProvider storeNamed(String name) throws StartFailure {
        List<StoreProvider> all = distinct(ServiceLoader.load(StoreProvider.class), StoreProvider::name, "store");
        return all.stream()
                .filter(store -> store.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StartFailure(
                        ErrorCode.USAGE,
                        "this image has no store " + name + "; it has: " + names(all, StoreProvider::name)));
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

    /**
     * A transport.
     *
     * @param name as configured; null chooses the only one, of several the usual one
     */
    static TransportProvider transport(@Nullable String name) throws StartFailure {
        List<TransportProvider> all =
                distinct(ServiceLoader.load(TransportProvider.class), TransportProvider::name, "transport");
        return new Choice<>(all, TransportProvider::name, "transport", "message_queue.transport", "socket").of(name);
    }

    /**
     * What can be chosen from.
     *
     * @param setting where it is chosen
     * @param usual the name of the one that is used where several are and nobody chose
     */
    record Choice<P>(List<P> all, Function<P, String> names, String kind, String setting, String usual) {
        P of(@Nullable String name) throws StartFailure {
            if (all.isEmpty()) {
                throw new StartFailure(ErrorCode.FAILED, "this image has no " + kind);
            }
            if (name == null && all.size() == 1) {
                return all.getFirst();
            }
            String wanted = name == null ? usual : name;
            for (P provider : all) {
                if (names.apply(provider).equals(wanted)) {
                    return provider;
                }
            }
            throw new StartFailure(
                    ErrorCode.BAD_CONFIG,
                    name == null
                            ? "this image has several providers of a " + kind + "; choose one with " + setting + ": "
                                    + Providers.names(all, names)
                            : setting + " is " + name + ", and this image has no such " + kind + "; it has: "
                                    + Providers.names(all, names));
        }
    }

    static <P> List<P> distinct(Iterable<P> found, Function<P, String> name, String kind) throws StartFailure {
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
