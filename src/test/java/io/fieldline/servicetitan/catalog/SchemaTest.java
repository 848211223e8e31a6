package io.fieldline.servicetitan.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sync.RecordShape;
import io.fieldline.sync.RecordShape.Kind;

class SchemaTest {

    private final Catalog catalog = Catalog.load();
    private final SchemaValidator validator = new SchemaValidator(catalog);

    @Test
    void readsASchema() {
        Schema customer = catalog.schema("crm", "CustomerResponse");

        assertThat(customer.field("id")).contains(new Field("id", FieldType.of(FieldType.Kind.INT64), true, false));
        assertThat(customer.field("address").orElseThrow().type()).isEqualTo(FieldType.schema("CustomerAddress"));
        assertThat(catalog.schema("crm", "CustomerType").values()).containsExactly("Residential", "Commercial");
    }

    @Test
    void everyNamedSchemaExists() {
        catalog.operations().forEach(operation -> {
            operation.body().ifPresent(body -> resolve(operation.module(), body.type()));
            operation.queryParameters().forEach(parameter -> resolve(operation.module(), parameter.type()));
            operation.statusCodes().forEach(
                    status -> operation.answer(status).typeIfAny().ifPresent(type -> resolve(operation.module(), type)));
        });
        Stream.concat(catalog.modules().stream(), Stream.of(Catalog.WEBHOOKS)).forEach(module -> catalog.schemas(module)
                .values().forEach(schema -> schema.fields().forEach(field -> resolve(module, field.type()))));
    }

    private void resolve(String module, FieldType type) {
        if (type.kind() == FieldType.Kind.SCHEMA) {
            assertThat(catalog.schema(module, type.schema())).isNotNull();
        }
        if (type.element() != null) {
            resolve(module, type.element());
        }
        type.choices().forEach(choice -> resolve(module, choice));
    }

    @Test
    void refusesAnUnknownSchemaWithTheNearMiss() {
        assertThatThrownBy(() -> catalog.schema("crm", "CustomerRespnse")).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("did you mean CustomerResponse");
        assertThatThrownBy(() -> catalog.schema("salestech", "EstimateResponse")).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("sales");
    }

    @Test
    void shapesRowsForAWarehouse() {
        RecordShape customers = catalog.shape(catalog.collection("crm", "customers").operation("list"));
        assertThat(customers.fields()).containsEntry("id", Kind.INTEGER).containsEntry("active", Kind.BOOLEAN)
                .containsEntry("type", Kind.TEXT).containsEntry("address", Kind.JSON).containsEntry("balance", Kind.DECIMAL)
                .containsEntry("tagTypeIds", Kind.JSON).containsEntry("modifiedOn", Kind.TIMESTAMP);
        assertThat(customers.fields().keySet()).startsWith("id", "active", "name");
    }

    @Test
    void knowsMoneyThatTravelsAsText() {
        RecordShape invoices = catalog.shape(catalog.collection("accounting", "invoices").operation("list"));
        assertThat(invoices.fields()).containsEntry("total", Kind.MONEY).containsEntry("balance", Kind.MONEY)
                .containsEntry("referenceNumber", Kind.TEXT);
        RecordShape items = catalog.shape(catalog.collection("accounting", "invoice-items").operation("export"));
        assertThat(items.fields()).containsEntry("quantity", Kind.MONEY).containsEntry("price", Kind.MONEY);
        RecordShape payments = catalog.shape(catalog.collection("accounting", "payments").operation("export"));
        assertThat(payments.fields()).containsEntry("total", Kind.MONEY);
    }

    @Test
    void hasNoShapeWhereNoRowsComeBack() {
        assertThat(catalog.shape(catalog.collection("jpm", "jobs").operation("cancel"))).isSameAs(RecordShape.UNKNOWN);
    }

    @Test
    void listsTheScopesOfOperations() {
        assertThat(catalog.scopesFor(List.of(catalog.collection("jpm", "jobs").operation("list"),
                catalog.collection("jpm", "jobs").operation("get"), catalog.collection("jpm", "jobs").operation("cancel"))))
                .containsExactly("tn.jpm.jobs:r", "tn.jpm.jobs:w");
    }

    @Test
    void findsTheRecordOfAWebhookEvent() {
        WebhookEventType scheduled = catalog.webhook("tn.jpm.job-scheduled").orElseThrow();
        assertThat(scheduled.recordId(json("{'tenantId':1,'job':{'id':84402274}}"))).contains("84402274");
        assertThat(scheduled.recordId(json("{'tenantId':1}"))).isEmpty();
        assertThat(catalog.webhook("tn.crm.customer-created")).isEmpty();
        assertThat(catalog.webhooks()).hasSize(25).allSatisfy(type -> {
            assertThat(catalog.collection(type.module(), type.collection()).operations()).isNotEmpty();
            String first = type.id().getMatchingProperty();
            assertThat(catalog.webhookSchema(type.schema()).field(first)).isPresent();
        });
    }

    @Test
    void acceptsADocumentedAnswerAndFieldsItDoesNotKnow() {
        Operation list = catalog.collection("settings", "tag-types").operation("list");
        assertThat(validator.answer(list, 200,
                json("""
                              {'page':1,'pageSize':50,'hasMore':false,'totalCount':null,'data':[
                               {'active':true,'id':7,'name':'VIP','color':'#ff0000','code':'V','importance':'High','isConversionOpportunity':false,
                        'allowToUseOnTimesheetActivity':false,'isVisibleOnDispatchBoard':true,
                                'createdOn':'2026-01-31T08:00:00.1234567Z','modifiedOn':'2026-01-31T08:00:00Z','somethingNew':1}]}""")))
                .isEmpty();
    }

    @Test
    void namesEveryPlaceThatIsWrong() {
        Operation get = catalog.collection("crm", "customers").operation("get");
        List<Violation> violations = validator.answer(get, 200,
                json("""
                        {'id':'7','active':true,'name':null,'type':'Residental','address':{'street':1},'customFields':{},'balance':'12.00',
                         'taxExempt':false,'tagTypeIds':[1,null],'doNotMail':false,'doNotService':false,'createdOn':'yesterday',
                         'createdById':1,'modifiedOn':'2026-01-31T08:00:00Z','externalData':[]}"""));

        assertThat(violations).extracting(Violation::path).contains("id", "name", "type", "address.street", "customFields",
                "balance", "tagTypeIds[1]", "createdOn", "nationalAccount")
                .doesNotContain("active", "modifiedOn", "mergedToId");
        assertThat(violations).contains(new Violation("type", "must be one of Residential, Commercial"));
    }

    @Test
    void holdsAccountingMoneyToText() {
        Schema invoice = catalog.schema("accounting", "InvoiceResponse");
        JsonNode number = json("{'id':1,'total':12.5}");
        JsonNode text = json("{'id':1,'total':'12.5'}");
        FieldType type = FieldType.schema(invoice.name());
        assertThat(validator.value("accounting", type, number)).extracting(Violation::path).contains("total");
        assertThat(validator.value("accounting", type, text)).extracting(Violation::path).doesNotContain("total");
    }

    @Test
    void refusesARequestThatTheApiRefuses() {
        Operation create = catalog.collection("crm", "customers").operation("create");
        assertThat(validator.request(create, json("{'name':5,'type':'Alien'}"))).extracting(Violation::path)
                .contains("name", "type", "locations", "address");
        assertThat(validator.request(create, json("[]"))).containsExactly(new Violation("", "must be an object"));
    }

    @Test
    void asksOfAPatchOnlyWhatStandsAtItsTop() {
        Operation update = catalog.collection("crm", "customers").operation("update");
        assertThat(validator.request(update, json("{'address':{'street':'1 Main St'}}"))).isEmpty();
        assertThat(validator.request(update, json("{'address':{'street':1}}"))).extracting(Violation::path)
                .containsExactly("address.street");
    }

    @Test
    void checksProblems() {
        Operation get = catalog.collection("crm", "customers").operation("get");
        assertThat(validator.problem(get, json("{'title':'Not found','status':404}"))).extracting(Violation::path)
                .contains("type", "traceId", "errors", "data");
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
