package io.fieldline;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import io.fieldline.agent.tool.WritingTool;
import io.fieldline.outreach.MessageChannel;

/**
 * Which package may know which. What a package is for is in its <code>package-info</code>; the order, from those that
 * know nothing to the one that knows everything: failure, tenant, the rules, delivery, lane, adapters and flow, ops, edges, wiring.
 *
 * <p>
 * A rule may find no class to check while its package is still empty.
 */
class ArchitectureTest {

    private static final JavaClasses FIELDLINE = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
            .importPackages("io.fieldline");

    private static final String[] RULES = {"..sync..", "..mapping..", "..outreach..", "..ledger..",
            "..fieldline.agent.." };
    private static final String[] ADAPTERS = {"..servicetitan..", "..fieldline.crm..", "..fieldline.accounting..",
            "..destination..",
            "..warehouse..",
            "..store..", "..fieldline.messaging.." };
    private static final String[] EDGES = {"..cli..", "..mcp..", "..console.." };

    private static final String[] JDK = {"java..", "javax.crypto..", "javax.net..", "javax.sql.." };
    private static final String[] JACKSON = {"com.fasterxml.jackson.." };

    @Test
    void failureKnowsNothing() {
        classes().that().resideInAPackage("..failure..").should()
                .onlyDependOnClassesThat(resideInAnyPackage("..failure..", "java.."))
                .because("everybody speaks of failures: put what only one package needs into that package, and hand its"
                        + " facts to the exception as text")
                .allowEmptyShould(true).check(FIELDLINE);
    }

    @Test
    void tenantKnowsOnlyFailure() {
        classes().that().resideInAPackage("..tenant..").should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(and(JDK, and(JACKSON, "..tenant..", "..failure..", "org.slf4j.."))))
                .because("a tenant document is read before anything else exists: let the package that needs more take a"
                        + " tenant, or declare an interface in tenant and implement it there")
                .allowEmptyShould(true).check(FIELDLINE);
    }

    @Test
    void rulesKnowOnlyTenantAndFailure() {
        classes().that().resideInAnyPackage(RULES).should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(and(JDK, and(RULES, "..tenant..", "..failure.."))).or(jacksonTree())
                                .or(pureLibraries()))
                .because("the rules that make moving data safe are plain Java over the JDK and Jackson's tree: declare an"
                        + " interface here, implement it in an adapter, and let wiring put the two together")
                .allowEmptyShould(true).check(FIELDLINE);
    }

    @Test
    void deliveryKnowsNoProvider() {
        classes().that().resideInAPackage("..fieldline.delivery..").should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(and(JDK, "..fieldline.delivery..", "..tenant..", "..failure..")))
                .because("whether a request can have been acted upon is the same for every provider: put what one of them"
                        + " answers into its adapter")
                .check(FIELDLINE);
    }

    @Test
    void aPoolOfConnectionsKnowsNoTable() {
        classes().that().resideInAPackage("..fieldline.pool..").should()
                .onlyDependOnClassesThat(resideInAnyPackage(and(JDK, "..fieldline.pool..", "java.sql..")))
                .because("how threads come to a connection is the same for the store and for a warehouse: put what one of them"
                        + " asks its database into store or warehouse")
                .check(FIELDLINE);
    }

    @Test
    void lanesKnowNobodyWhoseTurnsTheyGive() {
        classes().that().resideInAPackage("..fieldline.lane..").should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        and(JDK, and(RULES, "..fieldline.lane..", "..tenant..", "..failure..", "org.apache.camel..",
                                "org.slf4j.."))))
                .because("turns are given in the same way whatever a flow reads from: put what only one source needs into its"
                        + " adapter, behind FollowedStream")
                .check(FIELDLINE);
    }

    @Test
    void adaptersKnowNeitherFlowNorWhatIsAboveThem() {
        noClasses().that().resideInAnyPackage(ADAPTERS)
                .should().dependOnClassesThat(resideInAnyPackage(and(EDGES, "..fieldline.flow..", "..fieldline.ops..",
                        "..fieldline.observe..", "..fieldline.sandbox..", "..fieldline.wiring..")))
                .because("ServiceTitan and the destinations meet only in a route: let the adapter take an interface of"
                        + " sync or tenant, or a function, and let wiring give it")
                .allowEmptyShould(true).check(FIELDLINE);
    }

    @Test
    void adaptersDoNotKnowEachOther() {
        slices()
                .matching("io.fieldline.(servicetitan|crm|accounting|destination.*|warehouse|store|messaging)..").should()
                .notDependOnEachOther()
                .because("an adapter can be taken out or given away alone: move what two adapters share into sync, lane or"
                        + " tenant, or let a route carry it from one to the other")
                .allowEmptyShould(true).check(FIELDLINE);
    }

    @Test
    void flowKnowsNothingAboveIt() {
        noClasses().that().resideInAPackage("..fieldline.flow..").should()
                .dependOnClassesThat(resideInAnyPackage(
                        and(EDGES, "..fieldline.ops..", "..fieldline.sandbox..", "..fieldline.wiring..")))
                .because("a flow runs whether or not a person looks: let the verb in ops call the flow").allowEmptyShould(true)
                .check(FIELDLINE);
    }

    @Test
    void operatorVerbsKnowNoEdge() {
        noClasses().that().resideInAPackage("..fieldline.ops..").should()
                .dependOnClassesThat(resideInAnyPackage(and(EDGES, "..fieldline.wiring..")))
                .because("a verb is the same from the command line, from an agent and from the console: give it its input"
                        + " as arguments and its progress as a function")
                .allowEmptyShould(true).check(FIELDLINE);
    }

    @Test
    void theProtocolOfAgentsKnowsOnlyTheirDoor() {
        noClasses().that().resideInAPackage("..fieldline.mcp..").should()
                .dependOnClassesThat(resideInAPackage("io.fieldline..").and(
                        not(resideInAnyPackage("..fieldline.mcp..", "..fieldline.agent..", "..failure.."))))
                .because("what an agent may do is decided behind the door, and the protocol has no rule of its own: declare an"
                        + " interface in mcp, and let wiring implement it")
                .check(FIELDLINE);
        noClasses().that().resideOutsideOfPackage("..fieldline.mcp..").should()
                .dependOnClassesThat(resideInAnyPackage("io.quarkiverse.mcp..", "org.jose4j.."))
                .because("the protocol's library is behind the edge: take a Door").check(FIELDLINE);
    }

    @Test
    void nobodyKnowsWiring() {
        noClasses().that().resideOutsideOfPackage("..fieldline.wiring..").should()
                .dependOnClassesThat(resideInAPackage("..fieldline.wiring.."))
                .because("wiring is used by nobody: take the part as a constructor argument").allowEmptyShould(true)
                .check(FIELDLINE);
    }

    @Test
    void theSandboxIsOffUnlessAskedFor() {
        noClasses().that()
                .resideOutsideOfPackages("..fieldline.sandbox..", "..fieldline.cli..", "..fieldline.ops..",
                        "..fieldline.wiring..")
                .should().dependOnClassesThat(resideInAPackage("..fieldline.sandbox.."))
                .because("what serves real tenants must not need a stand-in: reach it over HTTP, as if it were the real one")
                .allowEmptyShould(true).check(FIELDLINE);
    }

    @Test
    void theContainerStaysAtTheEdge() {
        // The engine of templates is a library of its own, which needs no container.
        noClasses().that()
                .resideOutsideOfPackages(and(EDGES, "..fieldline.observe..", "..fieldline.wiring..")).should()
                .dependOnClassesThat(resideInAnyPackage("io.quarkus..", "jakarta.enterprise..", "jakarta.inject..",
                        "io.vertx..", "org.eclipse.microprofile..", "io.smallrye..")
                        .and(not(resideInAPackage("io.quarkus.qute.."))))
                .because("everything else runs in a plain Camel context or a plain test: take what you need in the"
                        + " constructor and write the producer method in wiring")
                .allowEmptyShould(true).check(FIELDLINE);
    }

    @Test
    void onlyTemplatesKnowTheirEngine() {
        noClasses().that().resideOutsideOfPackage("..messaging.template..").should()
                .dependOnClassesThat(resideInAPackage("io.quarkus.qute.."))
                .because("a template is text with values to everybody else: take a MessageTemplate").check(FIELDLINE);
    }

    @Test
    void onlyTheStoreAndTheWarehouseKnowSql() {
        noClasses().that()
                .resideOutsideOfPackages("..fieldline.pool..", "..fieldline.store..", "..fieldline.warehouse..",
                        "..fieldline.cli..",
                        "..fieldline.ops..", "..fieldline.wiring..", "..fieldline.observe..")
                // A route may hold statements of its own, and somebody must name what their failures mean.
                .and().doNotHaveFullyQualifiedName("io.fieldline.flow.DatabaseFailures")
                .should().dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..", "org.duckdb..",
                        "org.postgresql..", "org.flywaydb.."))
                .because("a table is behind an interface: declare what you need to keep in sync, and store implements it")
                .allowEmptyShould(true).check(FIELDLINE);
    }

    @Test
    void nothingIsHandedToAMessageChannelPastTheGate() {
        noClasses().that().doNotHaveFullyQualifiedName("io.fieldline.outreach.Sending").and()
                .doNotHaveFullyQualifiedName("io.fieldline.outreach.Repeating").should()
                .callMethodWhere(target(name("handOver")).and(target(owner(assignableTo(MessageChannel.class)))))
                .because("a customer is contacted through the outbox alone, which asks the gate before each message: plan it"
                        + " with MessagePlanner")
                .check(FIELDLINE);
    }

    @Test
    void nothingIsWrittenForAnAgentPastTheDoor() {
        noClasses().that().doNotHaveFullyQualifiedName("io.fieldline.agent.Writes").should()
                .callMethodWhere(target(name("carryOut")).and(target(owner(assignableTo(WritingTool.class)))))
                .because("what an agent writes is planned, allowed, counted and noted before it is sent: let the call go"
                        + " through Door")
                .check(FIELDLINE);
    }

    @Test
    void packagesFormNoCircles() {
        slices().matching("io.fieldline.(*)..").should().beFreeOfCycles()
                .because("two packages that need each other are one package, or one of them holds a third one's idea: move"
                        + " that idea to the lower one, or turn the call round with an interface")
                .check(FIELDLINE);
    }

    @Test
    void namesSayWhatAClassIsFor() {
        noClasses().should()
                .haveNameMatching("io\\.fieldline\\..*(Utils?|Helpers?|Managers?|Impl)([A-Z$].*)?")
                .because("name the class for its role, an implementation for its technology, and put a stray function"
                        + " where its subject is")
                .check(FIELDLINE);
    }

    @Test
    void loggingGoesThroughSlf4j() {
        // A javax.sql.DataSource has to name java.util.logging; observe masks what the container is about to write.
        noClasses().that().resideOutsideOfPackage("..fieldline.observe..").should()
                .callMethodWhere(target(owner(resideInAnyPackage("java.util.logging..", "org.jboss.logging..",
                        "org.apache.log4j..", "org.apache.commons.logging.."))))
                .because("there is one way to log: org.slf4j.Logger, with the keys that observe names").check(FIELDLINE);
    }

    @Test
    void onlyTheCommandLineWritesToTheTerminal() {
        noClasses().that()
                .resideOutsideOfPackage("..fieldline.cli..").should().accessField(System.class, "out").orShould()
                .accessField(System.class, "err").orShould().callMethod(Throwable.class, "printStackTrace")
                .because("standard output is for a command's result: log, or hand the text to the caller").check(FIELDLINE);
    }

    @Test
    void onlyTheCommandLineEndsTheProcess() {
        noClasses().that()
                .resideOutsideOfPackage("..fieldline.cli..").should().callMethod(System.class, "exit", int.class).orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .because("one tenant's failure must leave the others running: throw one of the exceptions of failure")
                .check(FIELDLINE);
    }

    @Test
    void timeIsInjected() {
        noClasses().that()
                .resideOutsideOfPackages("..fieldline.cli..", "..fieldline.wiring..", "..fieldline.sandbox..").should()
                .callMethod(Instant.class, "now").orShould().callMethod(LocalDate.class, "now").orShould()
                .callMethod(LocalDateTime.class, "now").orShould()
                .callMethod(OffsetDateTime.class, "now").orShould()
                .callMethod(ZonedDateTime.class, "now").orShould().callMethod(System.class, "currentTimeMillis")
                .because("a test drives the clock: take a java.time.Clock or InstantSource in the constructor")
                .check(FIELDLINE);
    }

    @Test
    void moneyIsNotFloatingPoint() {
        methods().that().haveNameMatching(".*([Aa]mount|[Pp]rice|[Bb]alance)")
                .should().notHaveRawReturnType(double.class).andShould().notHaveRawReturnType(float.class)
                .because("a cent lost in rounding is a wrong invoice: use java.math.BigDecimal").allowEmptyShould(true)
                .check(FIELDLINE);
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        classes().should(liveInADescribedPackage())
                .because("a reader chooses a package by its one sentence: add a package-info.java with it").check(FIELDLINE);
    }

    private static DescribedPredicate<JavaClass> jacksonTree() {
        return resideInAnyPackage("com.fasterxml.jackson.databind", "com.fasterxml.jackson.databind.node",
                "com.fasterxml.jackson.core");
    }

    /** Pure functions: what a field is converted by, and what a phone number tells, which outreach asks as well. */
    private static DescribedPredicate<JavaClass> pureLibraries() {
        return resideInAnyPackage("com.google.i18n.phonenumbers..", "com.schibsted.spt.data.jslt..");
    }

    private static String[] and(String[] some, String... more) {
        String[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    private static ArchCondition<JavaClass> liveInADescribedPackage() {
        return new ArchCondition<>("live in a package with a package-info") {
            @Override
            public void check(JavaClass subject, ConditionEvents events) {
                // Without annotations a package-info leaves no class behind: its source is the evidence.
                Path folder = Path.of("src/main/java", subject.getPackageName().split("\\."));
                boolean described = Files.exists(folder.resolve("package-info.java"));
                events.add(new SimpleConditionEvent(subject, described,
                        subject.getPackageName() + " of " + subject.getSimpleName() + " has no package-info.java"));
            }
        };
    }
}
