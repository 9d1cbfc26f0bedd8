package pmon.daemon.tool;

import java.util.List;
import pmon.api.protocol.ErrorCode;
import pmon.daemon.config.Configuration;
import pmon.daemon.config.ConfigurationLoader;
import pmon.daemon.document.Mistake;

/** Shows what a daemon that were started now would be configured to, and where each value comes from. */
public record PrintConfiguration(ConfigurationLoader loader, Report report) {
    /** Returns the exit code. */
    public int run() {
        return switch (loader.load()) {
            case ConfigurationLoader.Result.Broken(List<Mistake> mistakes) ->
                report.failed(ErrorCode.BAD_CONFIG, Mistake.text(mistakes));
            case ConfigurationLoader.Result.Valid(Configuration configuration) -> {
                report.warnings(configuration.warnings());
                yield report.settings(configuration.effective());
            }
        };
    }
}
