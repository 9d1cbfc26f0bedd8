package pmon.daemon.request;

import java.io.IOException;
import pmon.api.protocol.StreamItem;
import pmon.daemon.gateway.ItemSink;
import pmon.daemon.programlog.LogSource;
import pmon.daemon.programlog.Stretch;
import pmon.daemon.programlog.TaggedLineSink;

/** Sends a client what is in logs: stretches where it takes open files, lines where it does not or there is no file to pass. */
final class StretchItems implements TaggedLineSink {
    private final ItemSink items;
    private final boolean files;

    /** @param wanted whether the client asked for files */
    StretchItems(ItemSink items, boolean wanted) {
        this.items = items;
        this.files = wanted && items.passesFiles();
    }

    @Override
    public void line(LogSource source, String line) throws IOException {
        items.send(new StreamItem.LogLine(source.process(), source.file().toString(), line));
    }

    @Override
    public boolean takesStretches() {
        return files;
    }

    @Override
    public void stretch(LogSource source, Stretch stretch) throws IOException {
        StreamItem item = new StreamItem.LogStretch(
                source.process(),
                source.file().toString(),
                stretch.from(),
                stretch.to(),
                stretch.opens(),
                stretch.ends());
        if (stretch.opens()) {
            items.send(item, stretch.file());
        } else {
            items.send(item);
        }
    }
}
