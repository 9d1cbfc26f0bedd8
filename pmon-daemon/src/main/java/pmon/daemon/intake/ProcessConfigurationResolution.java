package pmon.daemon.intake;

import java.util.List;
import pmon.core.supervisor.Configured;
import pmon.daemon.document.Mistake;

/** What came of reading the process configuration and resolving its programs. */
public sealed interface ProcessConfigurationResolution {
    /**
     * It could be read.
     *
     * @param entries the programs that can be started, in the order of the file
     * @param unusable what is wrong with others, such as a file that is not there
     * @param warnings sentences about what is strange
     */
    record Read(List<Configured> entries, List<Unusable> unusable, List<String> warnings)
            implements ProcessConfigurationResolution {
        public Read {
            entries = List.copyOf(entries);
            unusable = List.copyOf(unusable);
            warnings = List.copyOf(warnings);
        }
    }

    /** Nothing of it can be used; all that is wrong, in the order of the file. */
    record Broken(List<Mistake> mistakes) implements ProcessConfigurationResolution {
        public Broken {
            mistakes = List.copyOf(mistakes);
        }
    }

    /**
     * A program that cannot be started.
     *
     * @param user whom it was to run as, in the words of the file
     */
    record Unusable(String name, String user, Mistake mistake) {}
}
