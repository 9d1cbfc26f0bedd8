package pmon.distribution.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HouseRulesTest {
    private static final String VIOLATIONS = "pmon.distribution.violation";

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("pmon");
    private static final JavaClasses VIOLATING = new ClassFileImporter().importPackages(VIOLATIONS);

    @Test
    void allModulesAreLookedAt() {
        assertThat(HOUSE.stream().map(type -> type.getPackageName() + "."))
                .anyMatch(name -> name.startsWith("pmon.cli."))
                .anyMatch(name -> name.startsWith("pmon.daemon."))
                .anyMatch(name -> name.startsWith("pmon.core."))
                .anyMatch(name -> name.startsWith("pmon.testkit."))
                .noneMatch(name -> name.startsWith("pmon.distribution."));
    }

    @TestFactory
    Stream<DynamicTest> theHouseKeeps() {
        return rules(new HouseRules("pmon")).stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.name(), () -> rule.rule().allowEmptyShould(true).check(HOUSE)));
    }

    @TestFactory
    Stream<DynamicTest> aViolationIsFoundBy() {
        return rules(new HouseRules(VIOLATIONS)).stream()
                .map(rule -> DynamicTest.dynamicTest(rule.name(), () -> {
                    List<String> found =
                            rule.rule().evaluate(VIOLATING).getFailureReport().getDetails();
                    assertThat(found).anyMatch(detail -> detail.contains(rule.finds()));
                }));
    }

    /** A rule, and what it says when it meets the violation made for it. */
    private record Named(String name, ArchRule rule, String finds) {}

    private static List<Named> rules(HouseRules house) {
        return List.of(
                new Named("packages have no cycles", house.packagesHaveNoCycles(), "Slice left -> "),
                new Named("core touches nothing", house.coreTouchesNothing(), "java.io.FileReader"),
                new Named("core starts no thread", house.coreStartsNoThread(), "java.lang.Thread"),
                new Named("core reads no clock", house.coreReadsNoClock(), "java.time.Instant.now()"),
                new Named("command line is a function", house.commandLineIsAFunction(), "java.lang.System.out"),
                new Named("only Main ends the process", house.onlyMainEndsTheProcess(), "java.lang.System.exit(int)"),
                new Named(
                        "Jackson stays home",
                        house.jacksonStaysInWireAndConfiguration(),
                        "tools.jackson.core.JsonParser"),
                new Named("SQL stays in stores", house.sqlStaysInStores(), "java.sql.Connection"),
                new Named("native calls stay in kernels", house.nativeCallsStayInKernels(), "java.lang.foreign.Linker"),
                new Named("names say what things are", house.namesSayWhatThingsAre(), "ProcessManager"));
    }
}
