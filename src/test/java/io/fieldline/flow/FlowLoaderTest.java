package io.fieldline.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.flow.alert.HighValueJob;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.DocumentProblem;

class FlowLoaderTest {

    @TempDir
    Path config;

    private final CamelContext context = new DefaultCamelContext();
    private Path routes;
    private FlowLibrary library;
    private FlowLoader loader;
    private FlowWatcher watcher;

    @BeforeEach
    void start() throws IOException {
        routes = Files.createDirectories(config.resolve("routes"));
        context.addComponent("servicetitan", new FakeServiceTitan());
        ShippedParts.bind(context);
        context.start();
        library = new FlowLibrary(ConfigurationFolder.in(config), Catalog.load());
        loader = new FlowLoader(context, library);
        watcher = new FlowWatcher(library, loader);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void aNewFileBecomesAFlow() throws IOException {
        write("greet.yaml", flow("greet", "hello"));
        watcher.rescan();

        assertThat(call("greet")).isEqualTo("hello");
        FlowStatus status = status("greet");
        assertThat(status.origin()).isEqualTo(Origin.OWNER);
        assertThat(status.state()).isEqualTo(FlowStatus.State.RUNNING);
        assertThat(status.description()).isEqualTo("Greets.");
        assertThat(status.problem()).isEmpty();
        assertThat(library.flows()).contains("greet");
    }

    @Test
    void aChangedFileReplacesItsRoute() throws IOException {
        write("greet.yaml", flow("greet", "hello"));
        watcher.rescan();
        write("greet.yaml", flow("greet", "good morning"));
        watcher.rescan();

        assertThat(call("greet")).isEqualTo("good morning");
        assertThat(context.getRoutesSize()).isEqualTo(countOfRunning());
    }

    @Test
    void anAddressThatOnlyTheRecordWouldTellIsRefused() throws IOException {
        write("greet.yaml", flow("greet", "hello").replace("- log: hi", "- toD: '${body}'"));
        watcher.rescan();

        assertThat(loader.problems()).singleElement().asString().contains("greet.yaml", "toD", "must begin with the name of a"
                + " component");
    }

    @Test
    void whatReachesCustomersIsClosedToWhoeverFindsAWayToAddressIt() {
        ClosedComponent.closeAll(context);

        assertThatThrownBy(() -> context.createProducerTemplate().requestBody("smtp:mail.example.com?to=a@b.c", "hello"))
                .rootCause().isInstanceOf(MisconfiguredException.class).hasMessageContaining("past the gate")
                .hasMessageNotContaining("a@b.c");
    }

    @Test
    void aLogLineMaySpeakOfMail() throws IOException {
        write("greet.yaml", flow("greet", "hello").replace("- setBody", "- log: 'smtp: nothing was sent'\n        - setBody"));
        watcher.rescan();

        assertThat(loader.problems()).isEmpty();
    }

    @Test
    void aDeletedFileStopsItsRoute() throws IOException {
        write("greet.yaml", flow("greet", "hello"));
        watcher.rescan();
        Files.delete(routes.resolve("greet.yaml"));
        watcher.rescan();

        assertThat(context.getRoute("greet")).isNull();
        assertThat(loader.flows()).extracting(FlowStatus::id).doesNotContain("greet");
        assertThat(library.flows()).doesNotContain("greet");
    }

    @Test
    void aFileThatBecameWrongLeavesItsLastGoodVersionRunning() throws IOException {
        write("greet.yaml", flow("greet", "hello"));
        watcher.rescan();
        write("greet.yaml", flow("greet", "hello").replace("steps:", "stepz:"));
        watcher.rescan();

        assertThat(call("greet")).isEqualTo("hello");
        assertThat(status("greet").state()).isEqualTo(FlowStatus.State.RUNNING);
        assertThat(status("greet").problem()).hasValueSatisfying(text -> assertThat(text).contains("greet.yaml", "stepz"));

        write("greet.yaml", flow("greet", "hello"));
        watcher.rescan();
        assertThat(status("greet").problem()).isEmpty();
        assertThat(loader.problems()).isEmpty();
    }

    @Test
    void aFlowThatCannotStartGivesWayToItsLastGoodVersion() throws IOException {
        write("greet.yaml", flow("greet", "hello"));
        watcher.rescan();
        write("greet.yaml", flow("greet", "hello").replace("direct:greet", "servicetitan:nowhere/jobs"));
        watcher.rescan();

        assertThat(call("greet")).isEqualTo("hello");
        assertThat(loader.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("greet.yaml", "There is no collection nowhere/jobs");
            assertThat(problem.line()).isEqualTo(6);
        });
    }

    @Test
    void aFlowWithoutItsBeanIsTriedAgainAtTheNextRescan() throws IOException {
        write("greet.yaml", flow("greet", "hello").replace("- log: hi", "- bean: { ref: greeter, method: value }"));
        watcher.rescan();
        assertThat(loader.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).contains("greeter");
            assertThat(problem.line()).isEqualTo(8);
        });

        context.getRegistry().bind("greeter", new HighValueJob());
        watcher.rescan();
        assertThat(status("greet").state()).isEqualTo(FlowStatus.State.RUNNING);
    }

    @Test
    void aBadFileConcernsNobodyElse() throws IOException {
        write("a-broken.yaml", "- route: [\n");
        write("greet.yaml", flow("greet", "hello"));
        watcher.rescan();

        assertThat(call("greet")).isEqualTo("hello");
        assertThat(status("a-broken").state()).isEqualTo(FlowStatus.State.REFUSED);
        assertThat(loader.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("a-broken.yaml");
            assertThat(problem.line()).isPositive();
            assertThat(problem.rule()).startsWith("must be well-formed YAML");
        });
    }

    @Test
    void anOwnersFileMayNotTakeAShippedName() throws IOException {
        write("warehouse-pipeline.yaml", flow("warehouse-pipeline", "mine"));
        write("record-errors.yaml", flow("record-errors", "mine"));
        watcher.rescan();

        assertThat(loader.problems()).hasSize(2)
                .allSatisfy(problem -> assertThat(problem.rule()).contains("is a shipped flow"));
        assertThat(context.getRoute("warehouse-pipeline").getEndpoint().getEndpointUri()).startsWith("servicetitan:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            id: greet|id: greeting|2|must be the name of the file, greet (found greeting)
            description: Greets.|description: ''|1|must be given: one sentence
            routeConfigurationId: record-errors|routeConfigurationId: record-error|4|did you mean record-errors?
            routeConfigurationId: record-errors|autoStartup: true|1|must be given: what happens to a record that fails
            uri: direct:greet|uri: direct:greet?blok=true|6|is not an option of direct; did you mean block
            uri: direct:greet|uri: timr:greet|6|there is no component timr
            - log: hi|- toD: 'log:x?showHeadrs=true'|8|is not an option of log; did you mean showHeaders
            - log: hi|- toD: 'slack-${variable.connection}:#a?tokn=x'|8|is not an option of slack; did you mean token
            - log: hi|- to: { uri: 'log:x', parameters: { levl: WARN } }|8|is not an option of log; did you mean level
            - log: hi|- toD: 'slack:#a?token=xoxb-1'|8|must not be written in a flow
            - log: hi|- to: 'http://example.com?authPassword=x1'|8|must not be written in a flow
            - log: hi|- setHeader: { name: Authorization, constant: 'Bearer x1' }|8|must not be written in a flow
            - log: hi|- script: { groovy: '1 + 1' }|8|is a script
            - log: hi|- to: 'twilio:message/create'|8|to: would reach customers past the gate
            - log: hi|- toD: 'twilio-acme-sms:message/create?to=${body}'|8|toD: would reach customers past the gate
            - log: hi|- to: { uri: 'smtps:mail.example.com', parameters: { to: '${body}' } }|8|uri: would reach customers
            - log: hi|- wireTap: { uri: 'SMTP://mail.example.com' }|8|uri: would reach customers past the gate
            - log: hi|- recipientList: { constant: 'smtp:mail.example.com' }|8|constant: would reach customers past the gate
            - log: hi|- setHeader: { name: to, constant: 'twilio:message/create' }|8|would reach customers past the gate
            - log: hi|- toD: 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json'|8|toD: would reach customers
            - log: hi|- to: 'https:api.sendgrid.com/v3/mail/send'|8|to: would reach customers past the gate
            - log: hi|- setBody: { language: { language: groovy, expression: '1' } }|8|is a script
            - log: hi|- loop: { constant: '3', steps: [ { log: hi } ] }|8|is not for a flow
            - log: hi|- onException: { exception: [ java.lang.Exception ] }|8|is not for a flow
            - log: hi|- throwException: { exceptionType: java.lang.Oops, message: no }|8|must be the full name of an exception class
            - log: hi|- setBody: { constant: "select a,\\n b from t" }|8|must not hold SQL longer than a line
            - log: hi|- to: 'twilio:message/create'|8|addresses twilio, which reaches customers; customers are messaged by a step such as outreach:
            - log: hi|- toD: 'twilio-acme-texts:message/create?inBody=x'|8|outreach:
            - log: hi|- to: { uri: 'smtp://mail.example', parameters: { to: a@example.com } }|8|addresses smtp, which reaches customers
            - log: hi|- wireTap: { uri: 'smtps:mail.example' }|8|addresses smtps, which reaches customers
            - log: hi|- to: 'imaps:mail.example'|8|addresses imaps, which reaches customers
            - log: hi|- to: 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json'|8|which reaches customers
            - log: hi|- toD: '${variable.way}:+15125550100'|8|must begin with the name of a component
            - log: hi|- enrich: { constant: 'smtp:mail.example' }|8|addresses what reaches customers
            - log: hi|- recipientList: { simple: '${body[ways]}' }|8|takes its addresses from a record
            - log: hi|- choice: { when: [ { simple: '${body} != null', steps: [ { to: 'twilio:message/create' } ] } ] }|8|outreach:
            """)
    void refusesWithFileLineAndRule(String right, String wrong, int line, String rule) throws IOException {
        write("greet.yaml", flow("greet", "hello").replace(right, wrong));
        watcher.rescan();

        assertThat(status("greet").state()).isEqualTo(FlowStatus.State.REFUSED);
        assertThat(loader.problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("greet.yaml");
            assertThat(problem.message()).contains(rule);
            assertThat(problem.line()).isEqualTo(line);
        });
        assertThat(context.getRoute("greet")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            initialPosition: beginning|must be now where customers are messaged
            unit: page|must be record where customers are messaged
            """)
    void refusesToMessageCustomersAboutThePast(String option, String rule) throws IOException {
        String from = "uri: servicetitan:jpm/jobs\n      parameters: { flow: greet, " + option + " }";
        write("greet.yaml",
                flow("greet", "hello").replace("uri: direct:greet", from).replace("- log: hi", "- to: 'outreach:greeting'"));
        watcher.rescan();

        assertThat(status("greet").state()).isEqualTo(FlowStatus.State.REFUSED);
        assertThat(loader.problems()).anySatisfy(problem -> assertThat(problem.message()).contains("greet.yaml", rule));
    }

    @Test
    void anOwnersFlowMayMessageCustomersByTheGate() throws IOException {
        write("greet.yaml",
                flow("greet", "hello").replace("- log: hi", "- to: 'outreach:greeting?kind=visit&subject=job'"));
        watcher.rescan();

        assertThat(status("greet").state()).isEqualTo(FlowStatus.State.RUNNING);
        assertThat(library.messagesCustomers("greet")).isTrue();

        write("greet.yaml", flow("greet", "hello").replace("- log: hi", "- to: 'outreach:greeting?kind=advert'"));
        watcher.rescan();
        assertThat(status("greet").problem())
                .hasValueSatisfying(
                        text -> assertThat(text).contains("greet.yaml", "it must be one of visit, invoice, marketing"));
    }

    @Test
    void refusesTwoRoutesInOneFile() throws IOException {
        write("greet.yaml", flow("greet", "hello") + flow("other", "hello"));
        watcher.rescan();

        assertThat(loader.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).contains("must hold one route");
            assertThat(problem.line()).isEqualTo(11);
        });
    }

    @Test
    void takesAFileOnlyWhenTwoLooksFoundItTheSame() throws IOException {
        String whole = flow("greet", "hello");
        watcher.rescan();
        write("greet.yaml", whole.substring(0, whole.length() / 2));
        watcher.scan();
        write("greet.yaml", whole);
        watcher.scan();
        assertThat(loader.problems()).isEmpty();
        assertThat(context.getRoute("greet")).isNull();

        watcher.scan();
        assertThat(call("greet")).isEqualTo("hello");
    }

    @Test
    void followsTheFolderWithinFiveSeconds() throws IOException {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        try {
            watcher.rescan();
            watcher.follow(scheduler, FlowWatcher.DEFAULT_EVERY);
            write("greet.yaml", flow("greet", "hello"));
            await().atMost(Duration.ofSeconds(5)).until(() -> context.getRoute("greet") != null);
            write("greet.yaml", flow("greet", "good morning"));
            await().atMost(Duration.ofSeconds(5)).until(() -> "good morning".equals(call("greet")));
            Files.delete(routes.resolve("greet.yaml"));
            await().atMost(Duration.ofSeconds(5)).until(() -> context.getRoute("greet") == null);
        } finally {
            scheduler.shutdownNow();
        }
    }

    @Test
    void readsWhatAnOwnersFlowAsksOfATenantAndTellsWhenThatChanges() throws IOException {
        AtomicInteger changes = new AtomicInteger();
        watcher.onContractChange(changes::incrementAndGet);
        write("greet.yaml", flow("greet", "hello"));
        write("greet.settings.yaml", """
                settings:
                  - name: greeting
                    type: text
                    default: hello
                    meaning: What it says.
                """);
        watcher.rescan();
        watcher.rescan();

        assertThat(changes).hasValue(1);
        assertThat(library.contract("greet").orElseThrow().settings()).singleElement()
                .satisfies(setting -> assertThat(setting.defaultValue()).isEqualTo("hello"));

        write("greet.settings.yaml", "settings:\n  - { name: greeting, type: txt, meaning: What it says. }\n");
        watcher.rescan();
        assertThat(loader.problems()).extracting(DocumentProblem::message).singleElement().asString()
                .contains("greet.settings.yaml", "greeting", "must have a type", "line 2");
        assertThat(library.contract("greet").orElseThrow().settings()).hasSize(1);
    }

    @Test
    void refusesOperationsThatServiceTitanLacksByFileAndLine() throws IOException {
        write("greet.yaml", flow("greet", "hello"));
        write("greet.settings.yaml", """
                operations:
                  - crm/customers#create
                  - crm/customers#craete
                  - crm/custmers#create
                  - crm/customers
                """);
        watcher.rescan();
        watcher.rescan();

        assertThat(loader.problems()).extracting(DocumentProblem::message).satisfiesExactly(
                message -> assertThat(message).contains("greet.settings.yaml: operations: ", "crm/customers#craete",
                        "did you mean create", "(line 3)"),
                message -> assertThat(message).contains("did you mean customers", "(line 4)"),
                message -> assertThat(message).contains("must be operations such as crm/customers#create", "(line 5)"));
    }

    @Test
    void theFlowThatTheDocumentationWalksThroughWorks() throws IOException {
        Matcher blocks = Pattern.compile("`config/routes/([a-z.-]+)`:\\n\\n```yaml\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/adding-a-flow.md")));
        int written = 0;
        while (blocks.find()) {
            write(blocks.group(1), blocks.group(2));
            written++;
        }
        watcher.rescan();

        assertThat(written).isEqualTo(2);
        assertThat(loader.problems()).isEmpty();
        assertThat(status("cancelled-jobs").state()).isEqualTo(FlowStatus.State.RUNNING);
        assertThat(library.contract("cancelled-jobs").orElseThrow().settings()).hasSize(1);
    }

    @Test
    void anUnreadableFolderIsReportedAndTakesNoFlowAway() throws IOException {
        write("greet.yaml", flow("greet", "hello"));
        watcher.rescan();
        Files.delete(routes.resolve("greet.yaml"));
        Files.delete(routes);
        Files.writeString(routes, "no folder");
        watcher.rescan();

        assertThat(loader.problems()).singleElement()
                .satisfies(problem -> assertThat(problem.rule()).isEqualTo("must be a readable folder of routes"));
        assertThat(call("greet")).isEqualTo("hello");
    }

    @Test
    void tellsThatAFlowWasStopped() throws Exception {
        write("greet.yaml", flow("greet", "hello"));
        watcher.rescan();
        context.getRouteController().stopRoute("greet");

        assertThat(status("greet").state()).isEqualTo(FlowStatus.State.STOPPED);
    }

    private long countOfRunning() {
        return loader.flows().stream().filter(flow -> flow.state() == FlowStatus.State.RUNNING).count();
    }

    private FlowStatus status(String id) {
        return loader.flows().stream().filter(flow -> flow.id().equals(id)).findFirst().orElseThrow();
    }

    private Object call(String id) {
        return context.createProducerTemplate().requestBody("direct:" + id, "");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(routes.resolve(name), text);
    }

    private static String flow(String id, String answer) {
        return """
                - route:
                    id: %s
                    description: Greets.
                    routeConfigurationId: record-errors
                    from:
                      uri: direct:%s
                      steps:
                        - log: hi
                        - setBody:
                            constant: %s
                """.formatted(id, id, answer);
    }
}
