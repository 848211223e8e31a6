package io.fieldline.servicetitan.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;

class CatalogTest {

    private final Catalog catalog = Catalog.load();

    @Test
    void knowsEveryModuleAndOperation() {
        assertThat(catalog.modules()).hasSize(24);
        assertThat(catalog.operations()).hasSize(591);
        assertThat(catalog.operations().filter(Operation::retired)).hasSize(28);
        assertThat(live().filter(operation -> operation.answer().form() == Answer.Form.EXPORT)).hasSize(53);
        assertThat(live().map(Operation::scope)).allMatch(scope -> scope.matches("tn\\.\\w+\\.\\w+:[rw]"));
    }

    @Test
    void describesAList() {
        Operation list = catalog.collection("crm", "customers").operation("list");

        assertThat(list.method()).isEqualTo(HttpMethod.GET);
        assertThat(list.path()).isEqualTo("/crm/v2/tenant/{tenant}/customers");
        assertThat(list.scope()).isEqualTo("tn.crm.customers:r");
        assertThat(list.answer()).isEqualTo(new Answer(Answer.Form.PAGE, FieldType.schema("CustomerResponse")));
        assertThat(list.inactive()).contains(new QueryArgument("active", "Any"));
        assertThat(list.hidesInactive()).isTrue();
        assertThat(list.sortFields()).containsExactly("Id", "ModifiedOn", "CreatedOn");
        assertThat(list.parameter("ids").commaSeparated()).isTrue();
        assertThat(list.parameter("ids").maxValues()).isEqualTo(50);
        assertThat(list.pageSizeCap()).isEqualTo(5000);
        assertThat(list.firstPage()).isEqualTo(1);
    }

    @Test
    void carriesWhatIntegratorsFoundOut() {
        Operation intacct = catalog.collection("settings", "business-units/intacct").operation("list");
        assertThat(intacct.firstPage()).isZero();
        assertThat(intacct.pageSizeCap()).isEqualTo(500);
        assertThat(intacct.parameter("includeTotal").required()).isTrue();
        assertThat(catalog.collection("telecom", "calls").operation("list").sequential()).isTrue();
        assertThat(catalog.collection("telecom", "calls").operation("list").path())
                .isEqualTo("/telecom/v3/tenant/{tenant}/calls");
        assertThat(catalog.collection("pricebook", "materials").operation("list").sortTrusted()).isFalse();
        assertThat(catalog.collection("accounting", "journal-entries").operation("list").pageSizeCap()).isEqualTo(500);
        assertThat(catalog.collection("forms", "submissions").operation("list").pageSizeCap()).isEqualTo(500);
        assertThat(catalog.collection("crm", "customers/contacts").operation("list").requiresOneOf())
                .contains("customerIds", "modifiedOnOrAfter");
        assertThat(catalog.collection("pricebook", "images").operation("create").body().orElseThrow().multipart()).isTrue();
        assertThat(catalog.collection("crm", "tags").operation("delete").body()).isPresent();
        assertThat(catalog.collection("accounting", "invoices").operation("list").parameter("statuses").repeated()).isTrue();
        Operation report = catalog.collection("reporting", "report-category/reports").operation("data");
        assertThat(report.interval()).contains(Duration.ofMinutes(1));
        assertThat(report.retryStatus()).containsExactly(409);
        assertThat(report.idempotent()).isTrue();
        assertThat(report.pageSizeCap()).isEqualTo(25_000);
    }

    @Test
    void saysWhatOnlyTheCallerCanKnow() {
        assertThat(catalog.collection("settings", "business-units/intacct").operation("list").requiredInput()).isEmpty();
        assertThat(catalog.collection("inventory", "return-types").operation("list").requiredInput()).isEmpty();
        Operation fields = catalog.collection("equipmentsystems", "installed-equipment/custom-field-types").operation("list");
        assertThat(fields.requiredInput()).isEmpty();
        assertThat(fields.defaults()).containsExactly(new QueryArgument("descending", "false"));
        assertThat(catalog.collection("memberships", "invoice-templates").operation("list").requiredInput())
                .extracting(Parameter::name).containsExactly("ids");
    }

    @Test
    void asksFeedsForInactiveRowsWhereTheyHideThem() {
        Operation feed = catalog.collection("dispatch", "appointment-assignments").operation("export");
        assertThat(feed.inactive()).contains(new QueryArgument("active", "Any"));
        assertThat(feed.hidesInactive()).isTrue();
    }

    @Test
    void knowsSortFieldsInAnyCase() {
        Operation jobs = catalog.collection("jpm", "jobs").operation("list");
        assertThat(jobs.sortField("modifiedon")).contains("ModifiedOn");
        assertThat(jobs.sortField("total")).isEmpty();
    }

    @Test
    void everyQuirkNamesAParameterOfItsOperation() {
        assertThat(catalog.operations()).allSatisfy(operation -> {
            operation.inactive().ifPresent(argument -> operation.parameter(argument.name()));
            operation.defaults().forEach(argument -> operation.parameter(argument.name()));
            operation.requiresOneOf().forEach(operation::parameter);
            assertThat(operation.sortFields().isEmpty() || operation.hasParameter("sort")).isTrue();
            operation.intervalParameter().ifPresent(
                    name -> assertThat(operation.pathParameters()).extracting(Parameter::name).contains(name));
        });
    }

    @Test
    void knowsTheKindOfIds() {
        assertThat(catalog.collection("jpm", "jobs").idKind()).isEqualTo(FieldType.Kind.INT64);
        assertThat(catalog.collection("accounting", "journal-entries").idKind()).isEqualTo(FieldType.Kind.GUID);
    }

    @Test
    void matchesAPathWithValuesOrPlaceholders() {
        Match values = catalog.match(HttpMethod.GET, "/jpm/v2/tenant/1001/jobs/7").orElseThrow();
        assertThat(values.operation()).hasToString("jpm/jobs get");
        assertThat(values.pathValues()).containsEntry("tenant", "1001").containsEntry("id", "7");
        assertThat(catalog.match(HttpMethod.GET, "/jpm/v2/tenant/{tenant}/jobs/1").orElseThrow().operation())
                .hasToString("jpm/jobs get");
    }

    @Test
    void prefersALiteralSegmentToAParameter() {
        assertThat(catalog.match(HttpMethod.GET, "/jpm/v2/tenant/1001/jobs/cancel-reasons").orElseThrow().operation())
                .hasToString("jpm/jobs/cancel-reasons list");
    }

    @Test
    void doesNotMatchWhatIsNotDocumented() {
        assertThat(catalog.match(HttpMethod.GET, "/jpm/v2/tenant/1001/jobs//")).isEmpty();
        assertThat(catalog.match(HttpMethod.DELETE, "/jpm/v2/tenant/1001/jobs/7")).isEmpty();
        assertThat(catalog.match(HttpMethod.GET, "/nowhere/v2/tenant/1001/jobs")).isEmpty();
        assertThat(catalog.match(HttpMethod.GET, "jobs")).isEmpty();
    }

    @Test
    void everyOperationMatchesItsOwnPath() {
        assertThat(catalog.operations()).allSatisfy(
                operation -> assertThat(catalog.match(operation.method(), operation.path()).orElseThrow().operation())
                        .isSameAs(operation));
    }

    @Test
    void opensAModuleWhenItIsFirstAskedForAndOnlyOnce() {
        List<String> opened = new ArrayList<>();
        Catalog watched = new Catalog(Catalog.bases(), (module, base) -> {
            opened.add(module);
            return new ModuleReader(module, base).read();
        });

        assertThat(watched.modules()).hasSize(24);
        assertThat(watched.match(HttpMethod.GET, "/nowhere/v2/tenant/1/jobs")).isEmpty();
        assertThat(opened).isEmpty();
        watched.collection("jpm", "jobs");
        watched.match(HttpMethod.GET, "/jpm/v2/tenant/1/jobs");
        assertThat(opened).containsExactly("jpm");
    }

    @Test
    void namesTheNearMisses() {
        refused(() -> catalog.collection("crm", "costumers")).hasMessageContaining("did you mean customers");
        refused(() -> catalog.collection("crm", "jobs")).hasMessageContaining("did you mean jpm/jobs");
        refused(() -> catalog.collection("task-management", "tasks")).hasMessageContaining("taskmanagement");
        refused(() -> catalog.collection("salestech", "estimates")).hasMessageContaining("sales");
        refused(() -> catalog.collection("jmp", "jobs")).hasMessageContaining("did you mean jpm");
        refused(() -> catalog.collection("jpm", "jobs").operation("cancle")).hasMessageContaining("did you mean cancel");
        refused(() -> catalog.collection("jpm", "jobs").operation("list").parameter("status"))
                .hasMessageContaining("jobStatus");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(MisconfiguredException.class);
    }

    private Stream<Operation> live() {
        return catalog.operations().filter(operation -> !operation.retired());
    }
}
