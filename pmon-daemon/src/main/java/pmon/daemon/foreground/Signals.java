package pmon.daemon.foreground;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.Consumer;
import pmon.api.process.Signal;

/**
 * Signals that are sent to this very process. The JDK keeps its handlers in {@code sun.misc} (module jdk.unsupported, which is to stay until
 * there is another way); javac warns of every mention of them, so they are called by name.
 */
public final class Signals {
    /** Those that are passed on where nobody has another use for them. The JVM has SIGQUIT for itself. */
    private static final Set<Signal> HEARD = Set.of(Signal.HUP, Signal.INT, Signal.TERM, Signal.USR1, Signal.USR2);

    private Signals() {}

    /** Has signals told, on a thread each, instead of what the JVM does at them. */
    public static void tell(Consumer<Signal> listener) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            for (Signal signal : HEARD) {
                Object handler = Proxy.newProxyInstance(
                        handlers.getClassLoader(), new Class<?>[] {handlers}, (self, method, args) -> {
                            if (method.getName().equals("handle")) {
                                listener.accept(signal);
                            }
                            return null;
                        });
                signals.getMethod("handle", signals, handlers)
                        .invoke(null, signals.getConstructor(String.class).newInstance(signal.name()), handler);
            }
        } catch (ReflectiveOperationException e) {
            Throwable cause = e instanceof InvocationTargetException thrown ? thrown.getCause() : e;
            throw new IllegalStateException("this Java has no handlers of signals", cause);
        }
    }
}
