package pmon.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import pmon.cli.shell.Screen;

/** A screen of eighty by six on which what was told to happen happens, and then somebody presses ESC. */
public final class FakeScreen implements Screen {
    public final List<List<String>> commands = new ArrayList<>();
    public final Deque<Outcome> outcomes = new ArrayDeque<>();
    public boolean closed;

    @Override
    public int rows() {
        return 6;
    }

    @Override
    public int columns() {
        return 80;
    }

    @Override
    public Outcome await(List<String> command) {
        commands.add(command);
        Outcome next = outcomes.poll();
        return next == null ? new Outcome.Pressed((char) 27) : next;
    }

    @Override
    public void close() {
        closed = true;
    }
}
