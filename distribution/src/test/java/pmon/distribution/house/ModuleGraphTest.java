package pmon.distribution.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModuleGraphTest {
    /** The descriptors as they were built, whether the reactor hands out jars or directories of classes. */
    private static final List<ModuleDescriptor> BUILT = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(entry -> !entry.endsWith("test-classes") && entry.toFile().exists())
            .filter(entry -> entry.toString().contains("pmon-"))
            .flatMap(entry -> ModuleFinder.of(entry).findAll().stream())
            .map(ModuleReference::descriptor)
            .filter(module -> module.name().startsWith("pmon."))
            .toList();

    @Test
    void allModulesAreInTheTable() {
        assertThat(BUILT.stream().map(ModuleDescriptor::name))
                .containsExactlyInAnyOrderElementsOf(ModuleGraph.modules());
    }

    @Test
    void modulesRequireWhatTheyMay() {
        assertThat(BUILT.stream().flatMap(module -> ModuleGraph.violations(module).stream()))
                .isEmpty();
    }

    @Test
    void nobodyRequiresAProvider() {
        assertThat(BUILT.stream()
                        .flatMap(module -> module.requires().stream())
                        .map(ModuleDescriptor.Requires::name)
                        .filter(name -> name.matches("pmon\\.(os|ipc|store)\\..*"))
                        // What providers share is none.
                        .filter(name -> !name.equals("pmon.store.jdbc")))
                .isEmpty();
    }

    @Test
    void aForbiddenEdgeIsFound() {
        ModuleDescriptor core = ModuleDescriptor.newModule("pmon.core")
                .requires("pmon.api")
                .requires("java.sql")
                .build();
        assertThat(ModuleGraph.violations(core)).containsExactly("pmon.core requires java.sql");
    }

    @Test
    void aModuleOutsideTheTableIsFound() {
        ModuleDescriptor common = ModuleDescriptor.newModule("pmon.common").build();
        assertThat(ModuleGraph.violations(common)).containsExactly("pmon.common is not in the table");
    }
}
