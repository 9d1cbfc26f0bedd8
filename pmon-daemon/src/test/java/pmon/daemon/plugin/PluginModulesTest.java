package pmon.daemon.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModulePackagesAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.event.EventHandlerProvider;

class PluginModulesTest {
    private static final long NOT_ROOT = 1000;

    @TempDir
    private Path plugins;

    private PluginFolder folder;

    @BeforeEach
    void make() throws IOException {
        folder = new PluginFolder("acme", Files.createDirectory(plugins.resolve("acme")), false);
    }

    /** The daemon's modules: the compiled API on top of the JDK. */
    private static Configuration daemon() throws URISyntaxException {
        Path api = Path.of(EventHandlerProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return ModuleLayer.boot().configuration().resolve(ModuleFinder.of(api), ModuleFinder.of(), Set.of("pmon.api"));
    }

    private String refusal(String api, long uid) throws URISyntaxException {
        return new PluginModules(daemon(), api, uid).look(folder)
                        instanceof PluginModules.Result.Refused(String message)
                ? message
                : "fits";
    }

    private String refusal() throws URISyntaxException {
        return refusal("1.4.0", NOT_ROOT);
    }

    private static byte[] descriptor(String name, String api, String... requires) {
        return ClassFile.of()
                .buildModule(
                        ModuleAttribute.of(ModuleDesc.of(name), module -> {
                            module.moduleVersion("2.1");
                            module.requires(ModuleDesc.of("java.base"), 0x8000, null);
                            if (!api.equals("none")) {
                                module.requires(ModuleDesc.of("pmon.api"), 0, api.isEmpty() ? null : api);
                            }
                            for (String each : requires) {
                                module.requires(ModuleDesc.of(each), 0, null);
                            }
                            module.provides(
                                    ClassDesc.of("pmon.api.spi.event.EventHandlerProvider"),
                                    ClassDesc.of("acme", "Provider"));
                        }),
                        clazz -> clazz.with(ModulePackagesAttribute.ofNames(PackageDesc.of("acme"))));
    }

    private Path jar(String name, Map<String, byte[]> entries) throws IOException {
        Path jar = folder.path().resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return jar;
    }

    private Path plugin(String name, byte[] descriptor) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("module-info.class", descriptor);
        entries.put("acme/Provider.class", new byte[0]);
        return jar(name, entries);
    }

    @Test
    void oneThatFitsIsTaken() throws Exception {
        plugin("acme.jar", descriptor("acme", "1.3.9", "java.logging"));
        assertThat(new PluginModules(daemon(), "1.4.0", NOT_ROOT).look(folder))
                .isInstanceOfSatisfying(PluginModules.Result.Fitting.class, fitting -> {
                    assertThat(fitting.version()).isEqualTo("2.1");
                    assertThat(fitting.configuration().findModule("acme")).isPresent();
                });
        assertThat(PluginModules.version(folder)).isEqualTo("2.1");
    }

    @Test
    void anEmptyDirectoryIsNone() throws Exception {
        assertThat(refusal()).isEqualTo("there is no jar in " + folder.path());
        assertThat(PluginModules.version(folder)).isEmpty();
    }

    @Test
    void aBrokenJarIsNamed() throws Exception {
        Path jar = Files.writeString(folder.path().resolve("acme.jar"), "no jar at all");
        assertThat(refusal()).startsWith(jar + " cannot be used: ");
    }

    @Test
    void aModuleTwiceIsRefused() throws Exception {
        plugin("a.jar", descriptor("acme", "1.4.0"));
        plugin("b.jar", descriptor("acme", "1.4.0"));
        assertThat(refusal())
                .isEqualTo("a.jar and b.jar both are module acme; remove one of them from " + folder.path());
    }

    @Test
    void oneThatBundlesTheApiIsRefused() throws Exception {
        plugin("acme.jar", descriptor("acme", "1.4.0"));
        Path bundled = jar("libs.jar", Map.of("pmon/api/spi/event/EventHandler.class", new byte[0]));
        assertThat(refusal())
                .isEqualTo(bundled + " bundles pmon.api, which the daemon has; leave it out of the plugin");
    }

    @Test
    void oneWithoutADescriptorIsRefused() throws Exception {
        jar(
                "acme.jar",
                Map.of(
                        "META-INF/services/pmon.api.spi.event.EventHandlerProvider",
                        "acme.Provider\n".getBytes(StandardCharsets.UTF_8),
                        "acme/Provider.class",
                        new byte[0]));
        assertThat(refusal()).startsWith("the jar of acme has no module-info");
    }

    @Test
    void oneThatProvidesNothingIsRefused() throws Exception {
        jar("library.jar", Map.of("acme/Library.class", new byte[0]));
        assertThat(refusal()).startsWith("no module in " + folder.path() + " provides an event handler or a monitor");
    }

    @Test
    void whatItMissesIsNamed() throws Exception {
        plugin("acme.jar", descriptor("acme", "1.4.0", "acme.library"));
        assertThat(refusal())
                .contains("do not fit together")
                .contains("Module acme.library not found, required by acme");
    }

    @Test
    void oneForAnotherVersionOfTheApiIsRefused() throws Exception {
        plugin("acme.jar", descriptor("acme", "1.5.0"));
        assertThat(refusal())
                .isEqualTo("module acme was built for pmon.api 1.5.0, this daemon has 1.4.0; get the plugin for 1.4");
        assertThat(refusal("1.5.0", NOT_ROOT)).isEqualTo("fits");
        assertThat(refusal("2.0.0", NOT_ROOT)).contains("was built for pmon.api 1.5.0");
    }

    @Test
    void beforeOneEveryMinorVersionIsAnother() throws Exception {
        plugin("acme.jar", descriptor("acme", "0.1.7"));
        assertThat(refusal("0.1.0", NOT_ROOT)).isEqualTo("fits");
        assertThat(refusal("0.2.0", NOT_ROOT)).contains("was built for pmon.api 0.1.7");
    }

    @Test
    void oneThatDoesNotSayForWhichVersionIsRefused() throws Exception {
        plugin("acme.jar", descriptor("acme", ""));
        assertThat(refusal()).startsWith("module acme does not say for which version of pmon.api it was built");
    }

    @Test
    void oneThatDoesNotRequireTheApiIsRefused() throws Exception {
        plugin("acme.jar", descriptor("acme", "none"));
        assertThat(refusal()).isEqualTo("module acme does not require pmon.api");
    }

    @Test
    void aRootDaemonTakesNoJarThatOthersMayWrite() throws Exception {
        assumeTrue(
                Long.valueOf(0).equals(((Number) Files.getAttribute(plugins, "unix:uid")).longValue()), "needs root");
        Path jar = plugin("acme.jar", descriptor("acme", "1.4.0"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThat(refusal("1.4.0", 0)).startsWith(jar + " is not used by a root daemon");
        assertThat(refusal("1.4.0", NOT_ROOT)).isEqualTo("fits");
    }
}
