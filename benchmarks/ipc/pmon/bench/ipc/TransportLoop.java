package pmon.bench.ipc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.TransportLimits;
import pmon.api.spi.transport.TransportProvider;

/**
 * Runs on the image's own runtime and prints numbers: {@code list}; {@code serve TRANSPORT DIRECTORY}, which writes its endpoint
 * into the file {@code endpoint} there and serves until SIGTERM; {@code trips TRANSPORT ENDPOINT BYTES COUNT PAUSE-MILLIS}, which prints the nanoseconds of every
 * round trip; {@code events TRANSPORT ENDPOINT BYTES COUNT}, which prints the nanoseconds until all of so many frames in a row
 * are there; {@code idle TRANSPORT ENDPOINT PID SECONDS}, which stays connected, asks nothing and prints the nanoseconds of processor
 * time that the server takes meanwhile.
 */
final class TransportLoop {
    private static final TransportLimits LIMITS = TransportLimits.DEFAULT;
    /** Of every Linux in use (USER_HZ). */
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final byte ECHO = 0;
    private static final byte STREAM = 1;

    private TransportLoop() {}

    public static void main(String[] words) throws Exception {
        switch (words[0]) {
            case "list" ->
                ServiceLoader.load(TransportProvider.class).forEach(provider -> System.out.println(provider.name()));
            case "serve" -> serve(provider(words[1]), Path.of(words[2]));
            default -> {
                try (Connection connection = provider(words[1]).connect(words[2], LIMITS)) {
                    measure(connection, words);
                }
            }
        }
    }

    private static void measure(Connection connection, String[] words) throws Exception {
        switch (words[0]) {
            case "trips" ->
                trips(connection, Integer.parseInt(words[3]), Integer.parseInt(words[4]), Long.parseLong(words[5]));
            case "events" -> events(connection, Integer.parseInt(words[3]), Integer.parseInt(words[4]));
            case "idle" -> idle(connection, words[3], Integer.parseInt(words[4]));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static void trips(Connection connection, int bytes, int count, long pause) throws Exception {
        byte[] frame = new byte[bytes];
        frame[0] = ECHO;
        // What is measured is not how Java warms up.
        int before = pause == 0 ? count : 500;
        for (int i = 0; i < before; i++) {
            trip(connection, frame);
        }
        StringBuilder nanos = new StringBuilder();
        for (int i = 0; i < count; i++) {
            if (pause > 0) {
                Thread.sleep(pause);
            }
            nanos.append(trip(connection, frame)).append('\n');
        }
        System.out.print(nanos);
    }

    private static long trip(Connection connection, byte[] frame) throws IOException {
        long begun = System.nanoTime();
        connection.send(frame);
        byte[] answer = connection.receive();
        long taken = System.nanoTime() - begun;
        if (answer == null || answer.length != frame.length) {
            throw new IOException("not the frame that was sent");
        }
        return taken;
    }

    private static void events(Connection connection, int bytes, int count) throws IOException {
        byte[] wanted =
                ByteBuffer.allocate(9).put(STREAM).putInt(bytes).putInt(count).array();
        long taken = 0;
        for (int round = 0; round < 2; round++) {
            long begun = System.nanoTime();
            connection.send(wanted);
            for (int i = 0; i < count; i++) {
                connection.receive();
            }
            taken = System.nanoTime() - begun;
        }
        System.out.println(taken);
    }

    private static void idle(Connection connection, String pid, int seconds) throws Exception {
        trip(connection, new byte[] {ECHO});
        Thread.sleep(1_000);
        long before = processorNanos(pid);
        Thread.sleep(seconds * 1_000L);
        System.out.println(processorNanos(pid) - before);
    }

    /** Of all threads, ended ones too: fields 14 and 15 of stat, in ticks (proc(5)). The name before them may hold anything. */
    private static long processorNanos(String pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", pid, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[14 - 3]) + Long.parseLong(fields[15 - 3])) * NANOS_PER_TICK;
    }

    private static void serve(TransportProvider provider, Path directory) throws IOException {
        Listener listener = provider.listen(directory, LIMITS);
        Runtime.getRuntime().addShutdownHook(new Thread(listener::close));
        Path written = Files.writeString(directory.resolve("endpoint.new"), listener.endpoint());
        Files.move(written, directory.resolve("endpoint"));
        try {
            while (true) {
                Connection connection = listener.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static void answer(Connection connection) {
        try (connection) {
            connection.peer();
            for (byte[] frame = connection.receive(); frame != null; frame = connection.receive()) {
                if (frame[0] == ECHO) {
                    connection.send(frame);
                } else {
                    ByteBuffer wanted = ByteBuffer.wrap(frame, 1, 8);
                    byte[] event = new byte[wanted.getInt()];
                    for (int left = wanted.getInt(); left > 0; left--) {
                        connection.send(event);
                    }
                }
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static TransportProvider provider(String name) {
        for (TransportProvider provider : ServiceLoader.load(TransportProvider.class)) {
            if (provider.name().equals(name)) {
                return provider;
            }
        }
        throw new IllegalArgumentException(name);
    }
}
