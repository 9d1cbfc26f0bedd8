package pmon.daemon;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import pmon.api.protocol.Request;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.Defaults;
import pmon.daemon.config.ConfigurationSource;
import pmon.daemon.document.Mistake;
import pmon.daemon.intake.ChangeResolver;
import pmon.daemon.intake.Intake;
import pmon.daemon.intake.Resolution;
import pmon.daemon.loop.SupervisorLoop;

/** Resolves each change under the settings as they are now: a configuration file that has changed counts from the next command on. */
final class Reception implements Intake {
    private static final Logger LOG = System.getLogger(Reception.class.getName());

    private final ChangeResolver resolver;
    private final ConfigurationSource source;
    private final SupervisorLoop loop;
    private Defaults inForce;
    private String reportedProblems = "";

    Reception(ChangeResolver resolver, ConfigurationSource source, SupervisorLoop loop) {
        this.resolver = resolver;
        this.source = source;
        this.loop = loop;
        this.inForce = source.current().configuration().defaults();
    }

    @Override
    public Resolution resolve(Caller caller, Request.Change request) {
        ConfigurationSource.Current current = source.current();
        takeUp(current);
        return resolver.resolve(request, caller, current.configuration());
    }

    private synchronized void takeUp(ConfigurationSource.Current current) {
        current.news().forEach(news -> LOG.log(Level.WARNING, news));
        String problems = Mistake.text(current.problems());
        if (!problems.isEmpty() && !problems.equals(reportedProblems)) {
            LOG.log(Level.ERROR, "the configuration is broken, the last good one goes on:\n" + problems);
        }
        reportedProblems = problems;
        Defaults defaults = current.configuration().defaults();
        if (!defaults.equals(inForce)) {
            inForce = defaults;
            loop.reconfigure(defaults);
        }
    }
}
