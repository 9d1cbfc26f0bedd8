package pmon.daemon.plugin;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pmon.daemon.place.Reason;
import pmon.daemon.place.Trust;

/**
 * Looks at the jars of a plugin before anything of them is loaded: who may write them, whether they are modules that fit together, and
 * whether they fit this daemon.
 *
 * @param parent the modules of the daemon
 * @param api the version of pmon.api among them
 * @param uid the daemon's effective user id
 */
record PluginModules(Configuration parent, String api, long uid) {
    private static final String API = "pmon.api";
    private static final Set<String> SERVICES =
            Set.of("pmon.api.spi.event.EventHandlerProvider", "pmon.api.spi.monitor.MonitorProvider");

    /** What came of it. */
    sealed interface Result {
        /** They fit. */
        record Fitting(Configuration configuration, String version) implements Result {}

        /** They do not; the message says why, and what can be done. */
        record Refused(String message) implements Result {}
    }

    Result look(PluginFolder folder) {
        try {
            List<Path> jars = folder.jars();
            if (!folder.bundled()) {
                distrust(folder, jars);
            }
            Map<String, ModuleReference> modules = modules(folder, jars);
            List<ModuleDescriptor> providing = providing(folder, modules);
            for (ModuleDescriptor module : providing) {
                compare(module);
            }
            return new Result.Fitting(resolve(folder, providing), version(providing));
        } catch (Unfit e) {
            return new Result.Refused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Result.Refused("cannot read " + folder.path() + ": " + Reason.of(e));
        }
    }

    /** The version as far as it can be told without checking anything; empty when it has none. */
    static String version(PluginFolder folder) {
        try {
            return version(providing(folder, modules(folder, folder.jars())));
        } catch (Unfit | IOException e) {
            return "";
        }
    }

    private static String version(List<ModuleDescriptor> providing) {
        return providing.getFirst().rawVersion().orElse("");
    }

    private void distrust(PluginFolder folder, List<Path> jars) throws Unfit {
        Optional<String> objection = Trust.objection(folder.path(), uid);
        if (objection.isPresent()) {
            throw new Unfit(folder.path() + " " + objection.get());
        }
        for (Path jar : jars) {
            Optional<String> why = Trust.objection(jar, uid);
            if (why.isPresent()) {
                throw new Unfit(jar + " " + why.get());
            }
        }
    }

    private static Map<String, ModuleReference> modules(PluginFolder folder, List<Path> jars) throws Unfit {
        if (jars.isEmpty()) {
            throw new Unfit("there is no jar in " + folder.path());
        }
        Map<String, ModuleReference> modules = new LinkedHashMap<>();
        Map<String, Path> places = new LinkedHashMap<>();
        for (Path jar : jars) {
            for (ModuleReference module : in(jar)) {
                ModuleDescriptor descriptor = module.descriptor();
                boolean own =
                        descriptor.packages().stream().anyMatch(name -> name.equals(API) || name.startsWith(API + "."));
                if (own || descriptor.name().equals(API)) {
                    throw new Unfit(jar + " bundles " + API + ", which the daemon has; leave it out of the plugin");
                }
                Path before = places.put(descriptor.name(), jar);
                if (before != null) {
                    throw new Unfit(before.getFileName() + " and " + jar.getFileName() + " both are module "
                            + descriptor.name() + "; remove one of them from " + folder.path());
                }
                modules.put(descriptor.name(), module);
            }
        }
        return modules;
    }

    private static Set<ModuleReference> in(Path jar) throws Unfit {
        try {
            return ModuleFinder.of(jar).findAll();
        } catch (FindException | SecurityException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Unfit(jar + " cannot be used: " + cause.getMessage());
        }
    }

    private static List<ModuleDescriptor> providing(PluginFolder folder, Map<String, ModuleReference> modules)
            throws Unfit {
        List<ModuleDescriptor> providing = modules.values().stream()
                .map(ModuleReference::descriptor)
                .filter(module -> module.provides().stream().anyMatch(each -> SERVICES.contains(each.service())))
                .toList();
        for (ModuleDescriptor module : providing) {
            if (module.isAutomatic()) {
                throw new Unfit(
                        "the jar of " + module.name() + " has no module-info; a plugin is a module that requires " + API
                                + " and provides what it has");
            }
        }
        if (providing.isEmpty()) {
            throw new Unfit("no module in " + folder.path() + " provides an event handler or a monitor; its module-info"
                    + " needs `provides` with one of "
                    + String.join(", ", SERVICES.stream().sorted().toList()));
        }
        return providing;
    }

    private void compare(ModuleDescriptor module) throws Unfit {
        Optional<Requires> requires = module.requires().stream()
                .filter(each -> each.name().equals(API))
                .findFirst();
        if (requires.isEmpty()) {
            throw new Unfit("module " + module.name() + " does not require " + API);
        }
        String compiled = requires.get().rawCompiledVersion().orElse("");
        Optional<ApiVersion> theirs = ApiVersion.of(compiled);
        if (theirs.isEmpty()) {
            throw new Unfit("module " + module.name() + " does not say for which version of " + API
                    + " it was built; compile it with the jar of " + API + " on the module path");
        }
        Optional<ApiVersion> ours = ApiVersion.of(api);
        if (ours.isEmpty() || !ours.get().serves(theirs.get())) {
            throw new Unfit("module " + module.name() + " was built for " + API + " " + compiled + ", this daemon has "
                    + api + "; get the plugin for "
                    + ours.map(ApiVersion::toString).orElse(api));
        }
    }

    private Configuration resolve(PluginFolder folder, List<ModuleDescriptor> providing) throws Unfit {
        ModuleFinder own = ModuleFinder.of(folder.path());
        List<String> roots = providing.stream().map(ModuleDescriptor::name).toList();
        try {
            return parent.resolveAndBind(own, ModuleFinder.of(), roots);
        } catch (FindException | ResolutionException e) {
            throw new Unfit("the modules in " + folder.path() + " do not fit together: " + e.getMessage()
                    + "; of Java's modules there are " + platform());
        }
    }

    private String platform() {
        return String.join(
                ", ",
                parent.modules().stream()
                        .map(module -> module.name())
                        .filter(name -> name.startsWith("java.") || name.startsWith("jdk."))
                        .sorted()
                        .toList());
    }

    private static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;

        Unfit(String message) {
            super(message, null, false, false);
        }
    }
}
