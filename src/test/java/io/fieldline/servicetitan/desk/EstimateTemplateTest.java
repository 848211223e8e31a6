package io.fieldline.servicetitan.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Trees;

class EstimateTemplateTest {

    private static final String CREATE = "{'action': 'create', 'job': '%s', 'template': '%s'%s}";

    private LocalDesk desk;
    private ObjectNode service;
    private ObjectNode other;
    private String job;

    @BeforeEach
    void start() {
        desk = new LocalDesk();
        service = desk.rows("pricebook/services").get(0);
        other = desk.rows("pricebook/services").get(1);
        job = desk.rows("jpm/jobs").stream().filter(row -> row.path("jobStatus").asText().equals("Scheduled")).findFirst()
                .orElseThrow().path("id").asText();
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    private long template(String name, String mode, String... items) {
        return desk.office("sales/estimate-templates", "{'name': '" + name + "', 'internalName': 'x', 'mode': '" + mode
                + "', 'active': true, 'summary': 'As agreed', 'totalCost': 0, 'totalPrice': 0, 'items': ["
                + String.join(", ", items) + "]}");
    }

    private static String item(ObjectNode sku, String quantity, String price, String more) {
        return "{'id': 1, 'skuId': " + sku.path("id") + ", 'skuType': 'Service', 'skuName': '" + sku.path("code").asText()
                + "', 'quantity': " + quantity + ", 'unitPrice': " + price + ", 'totalPrice': 0, 'unitCost': 0" + more + "}";
    }

    private static BigDecimal price(ObjectNode sku) {
        return Trees.money(sku, "price");
    }

    @Test
    void theLinesOfAStaticTemplateCostWhatItSaysInItsOrder() {
        template("Furnace swap", "Static", item(service, "2", "80.50", ", 'isAddOn': false, 'order': 2"),
                item(other, "1", "10", ", 'isAddOn': true, 'order': 1"));
        Proposal proposal = desk.propose("write_estimate", CREATE.formatted(job, "Furnace swap", ""));
        assertThat(proposal.cost().money()).isEqualByComparingTo("171");
        Effect effect = desk.write("write_estimate", CREATE.formatted(job, "Furnace swap", ""));
        assertThat(effect.warnings()).isEmpty();
        ObjectNode made = desk.row("sales/estimates", Long.parseLong(effect.answer().at("/made/0/id").asText()));
        assertThat(made.path("name").asText()).isEqualTo("Furnace swap");
        assertThat(made.path("summary").asText()).isEqualTo("As agreed");
        assertThat(made.path("subtotal").decimalValue()).isEqualByComparingTo("171");
        JsonNode sent = proposal.requests().get(0).body().path("items");
        assertThat(sent.path(0).path("skuId").longValue()).isEqualTo(other.path("id").longValue());
        assertThat(sent.path(0).path("isAddOn").booleanValue()).isTrue();
        assertThat(sent.path(1).has("isAddOn")).isFalse();
    }

    @Test
    void theLinesOfADynamicTemplateCostWhatThePriceBookSaysAndMoreMayBeAdded() {
        template("Tune-up", "Dynamic", item(service, "2", "1.00", ", 'isAddOn': false, 'order': 0"));
        BigDecimal expected = price(service).multiply(BigDecimal.valueOf(2)).add(new BigDecimal("7.25"));
        Proposal proposal = desk.propose("write_estimate", CREATE.formatted(job, "Tune-up",
                ", 'name': 'Spring', 'items': [{'item': '" + other.path("code").asText() + "', 'price': 7.25}]"));
        assertThat(proposal.cost().money()).isEqualByComparingTo(expected);
        assertThat(proposal.requests().get(0).body().path("name").asText()).isEqualTo("Spring");
        assertThat(proposal.requests().get(0).body().path("items")).hasSize(2);
    }

    @Test
    void whatATemplateCannotBringAlongIsSaid() {
        ObjectNode gone = service.deepCopy().put("id", 4_711).put("code", "OLD-1");
        template("Old", "Dynamic", item(gone, "1", "9.00", ", 'isAddOn': false, 'order': 0"));
        assertThatThrownBy(() -> desk.propose("write_estimate", CREATE.formatted(job, "Old", "")))
                .isInstanceOf(RefusedCallException.class).hasMessageContaining("OLD-1", "no price");
        template("Fixed", "Static", item(gone, "1", "9.00", ", 'isAddOn': false, 'order': 0"),
                item(other, "1", "10", ", 'isAddOn': true, 'order': 1, 'parentItemId': 1"));
        assertThat(desk.propose("write_estimate", CREATE.formatted(job, "Fixed", "")).sideEffects())
                .contains("Which line of the template belongs to which is not carried over.")
                .anyMatch(effect -> effect.contains("OLD-1"));
        template("Empty", "Static");
        assertThatThrownBy(() -> desk.propose("write_estimate", CREATE.formatted(job, "Empty", "")))
                .hasMessageContaining("has no lines");
    }

    @Test
    void templatesAreFoundByName() {
        long id = template("Furnace swap", "Static", item(service, "1", "9.00", ", 'isAddOn': false, 'order': 0"));
        ObjectNode found = desk.read("search_catalog", "{'kind': 'estimate_template', 'text': 'furnace'}");
        assertThat(found.at("/items/0/id").longValue()).isEqualTo(id);
        assertThat(found.path("total").asInt()).isEqualTo(1);
    }
}
