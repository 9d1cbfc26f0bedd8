package pmon.distribution.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;

/**
 * What the module system cannot say about the house. The rules take the root package, so that a second set of classes
 * that breaks every one of them can show that they bite.
 */
record HouseRules(String root) {
    /** Reading a clock, the environment or chance: what makes (state, event, now) give another answer the next time. */
    private static final Map<String, Set<String>> SURROUNDINGS = Map.of(
            "java.lang.System",
                    Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty", "exit", "out", "err", "in"),
            "java.lang.Math", Set.of("random"),
            "java.util.UUID", Set.of("randomUUID"),
            "java.time.Instant", Set.of("now"),
            "java.time.LocalDate", Set.of("now"),
            "java.time.LocalTime", Set.of("now"),
            "java.time.LocalDateTime", Set.of("now"),
            "java.time.OffsetDateTime", Set.of("now"),
            "java.time.ZonedDateTime", Set.of("now"),
            "java.time.Clock", Set.of("system", "systemUTC", "systemDefaultZone", "tick", "tickMillis", "tickSeconds"));

    ArchRule packagesHaveNoCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    /** A {@code Path} is a word of the process model; everything that would follow it to a file is not. */
    ArchRule coreTouchesNothing() {
        DescribedPredicate<JavaClass> io = resideInAnyPackage(
                "java.io..",
                "java.nio.file..",
                "java.nio.channels..",
                "java.net..",
                "java.sql..",
                "java.lang.foreign..");
        DescribedPredicate<JavaClass> word = describe("a mere word", HouseRules::isWord);
        return noClasses()
                .that(resideInAPackage(root + ".core.."))
                .should()
                .dependOnClassesThat(io.and(not(word)))
                .because("the core decides and never does");
    }

    ArchRule coreStartsNoThread() {
        return noClasses()
                .that(resideInAPackage(root + ".core.."))
                .should()
                .dependOnClassesThat(describe(
                        "start threads or processes",
                        type -> Set.of(
                                        "java.lang.Thread",
                                        "java.lang.Thread$Builder",
                                        "java.lang.Process",
                                        "java.lang.ProcessBuilder",
                                        "java.lang.ProcessHandle",
                                        "java.lang.Runtime",
                                        "java.util.Timer",
                                        "java.util.concurrent.CompletableFuture",
                                        "java.util.concurrent.Executors",
                                        "java.util.concurrent.ForkJoinPool",
                                        "java.util.concurrent.ThreadLocalRandom")
                                .contains(type.getFullName())))
                .because("one thread owns the core, and it is not the core's");
    }

    ArchRule coreReadsNoClock() {
        return noClasses()
                .that(resideInAPackage(root + ".core.."))
                .should()
                .accessTargetWhere(surroundings(SURROUNDINGS))
                .because("time and chance are handed to the core, so that a run can be replayed");
    }

    ArchRule commandLineIsAFunction() {
        return noClasses()
                .that(resideInAPackage(root + ".cli.."))
                .and()
                .doNotHaveSimpleName("Main")
                .should()
                .accessTargetWhere(surroundings(Map.of("java.lang.System", Set.of("exit", "out", "err", "in"))))
                .because("the command line is a function of arguments, console and client");
    }

    ArchRule onlyMainEndsTheProcess() {
        return noClasses()
                .that()
                .doNotHaveSimpleName("Main")
                .should()
                .accessTargetWhere(surroundings(
                        Map.of("java.lang.System", Set.of("exit"), "java.lang.Runtime", Set.of("exit", "halt"))))
                .because("what ends a process must be found in one place");
    }

    ArchRule jacksonStaysInWireAndConfiguration() {
        return noClasses()
                .that(not(resideInAnyPackage(root + ".wire..", root + ".daemon.document..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson.."))
                .because("one module knows how the protocol looks, one package how people's files do");
    }

    ArchRule sqlStaysInStores() {
        return noClasses()
                .that(not(resideInAPackage(root + ".store..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..", "org.h2.."))
                .because("what is kept how is a provider's affair");
    }

    ArchRule nativeCallsStayInKernels() {
        return noClasses()
                .that(not(resideInAPackage(root + ".os..")))
                .should()
                .dependOnClassesThat(resideInAPackage("java.lang.foreign.."))
                .because("system calls are made behind the kernel port");
    }

    ArchRule namesSayWhatThingsAre() {
        return noClasses()
                .should()
                .haveNameMatching(
                        ".*[.$]([A-Za-z0-9]*(Utils?|Helpers?|Manager|Impl)|(Abstract|Common)[A-Z0-9]?[A-Za-z0-9]*)")
                .because("if no name fits, the class does two jobs");
    }

    private static boolean isWord(JavaClass type) {
        return Set.of(
                        "java.nio.file.Path",
                        "java.io.Serializable",
                        "java.io.IOException",
                        "java.io.UncheckedIOException",
                        "java.net.URI")
                .contains(type.getFullName());
    }

    private static DescribedPredicate<JavaAccess<? extends AccessTarget>> surroundings(
            Map<String, Set<String>> members) {
        return describe(
                "reads or touches what surrounds the process",
                access -> members.getOrDefault(access.getTargetOwner().getFullName(), Set.of())
                        .contains(access.getTarget().getName()));
    }
}
