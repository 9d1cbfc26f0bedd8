package pmon.daemon.foreground;

import pmon.api.protocol.ProcessEvent;

/** Tells whoever looks on what happens. Any thread. */
public interface Teller {
    /** Something about the run as a whole. */
    void say(String text);

    /** Something about a program. */
    void tell(ProcessEvent event);

    /** Lines on the screen, in words. */
    static Teller on(Screen screen) {
        return new Teller() {
            @Override
            public void say(String text) {
                screen.say(text);
            }

            @Override
            public void tell(ProcessEvent event) {
                String line = Narration.of(event);
                if (line != null) {
                    screen.say(line);
                }
            }
        };
    }
}
