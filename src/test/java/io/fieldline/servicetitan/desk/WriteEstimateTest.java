package io.fieldline.servicetitan.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;

class WriteEstimateTest {

    private static final String ESTIMATES = "sales/estimates";
    private static LocalDesk desk;

    @BeforeAll
    static void start() {
        desk = new LocalDesk();
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @BeforeEach
    void forget() {
        desk.forgetRequests();
    }

    /** An open estimate of its own for each test, as the office made it. */
    private static ObjectNode open() {
        ObjectNode like = desk.rows(ESTIMATES).stream()
                .filter(row -> row.path("status").path("name").asText().equals("Open")
                        && row.path("items").size() == 1)
                .findFirst().orElseThrow();
        long id = desk.office(ESTIMATES, like.deepCopy().without(List.of("id")).toString());
        desk.forgetRequests();
        return desk.row(ESTIMATES, id);
    }

    private static ObjectNode service() {
        return desk.rows("pricebook/services").get(0);
    }

    private static String of(ObjectNode estimate, String action, String more) {
        return "{'action': '" + action + "', 'estimate': '" + estimate.path("id").asText() + "'" + more + "}";
    }

    @Test
    void anEstimateIsMadeOfPriceBookItemsWithTheirSums() {
        ObjectNode job = desk.rows("jpm/jobs").get(0);
        ObjectNode service = service();
        Proposal proposal = desk.propose("write_estimate", "{'action': 'create', 'job': '" + job.path("jobNumber").asText()
                + "', 'name': 'Good', 'items': [{'item': '" + service.path("code").asText()
                + "', 'quantity': 2, 'price': 50.25}, {'item': '40001', 'price': 10}]}");
        assertThat(proposal.cost().money()).isEqualByComparingTo("110.50");
        assertThat(proposal.summary()).contains("110.50").contains("2 lines");
        assertThat(proposal.sideEffects()).anySatisfy(line -> assertThat(line).contains("2 x SVC-100 at 50.25 (the price book"
                + " says ").contains(" = 100.50."));
        assertThat(proposal.reversible()).isFalse();

        Effect effect = desk.write("write_estimate", "{'action': 'create', 'job': '" + job.path("jobNumber").asText()
                + "', 'name': 'Good', 'items': [{'item': '" + service.path("code").asText()
                + "', 'quantity': 2, 'price': 50.25}, {'item': '40001', 'price': 10}]}");
        assertThat(desk.writes()).containsExactly("POST /sales/v2/estimates {\"name\":\"Good\",\"jobId\":"
                + job.path("id").asText() + ",\"items\":[{\"skuId\":30001,\"description\":\"<p>"
                + service.path("displayName").asText() + "</p>\",\"quantity\":2,\"unitPrice\":50.25},{\"skuId\":40001,"
                + "\"description\":\"<p>Pipe 3/4 in Standard</p>\",\"quantity\":1,\"unitPrice\":10}]}");
        assertThat(effect.warnings()).isEmpty();
        long made = effect.answer().path("made").get(0).path("id").asLong();
        ObjectNode row = desk.row(ESTIMATES, made);
        assertThat(row.path("subtotal").decimalValue()).isEqualByComparingTo("110.50");
        assertThat(row.path("customerId")).isEqualTo(job.path("customerId"));
        assertThat(desk.read("show_estimates", "{'estimate': '" + made + "'}").path("items").get(0).path("lines").get(0)
                .path("sku").asText()).isEqualTo("SVC-100");
    }

    @Test
    void withoutAPriceThePriceBooksIsSent() {
        ObjectNode service = service();
        ObjectNode estimate = open();
        BigDecimal before = estimate.path("subtotal").decimalValue();
        Effect effect = desk.write("write_estimate",
                of(estimate, "add_line", ", 'items': [{'item': '" + service.path("displayName").asText() + "'}]"));
        assertThat(effect.warnings()).isEmpty();
        ObjectNode row = desk.row(ESTIMATES, estimate.path("id").longValue());
        assertThat(row.path("subtotal").decimalValue())
                .isEqualByComparingTo(before.add(service.path("price").decimalValue()));
    }

    @Test
    void linesAreRoundedToCentsAndFinerPricesRefused() {
        ObjectNode estimate = open();
        long id = estimate.path("id").longValue();
        String asked = of(estimate, "add_line", ", 'items': [{'item': '40002', 'quantity': 1.5, 'price': 33.33}]");
        assertThat(desk.propose("write_estimate", asked).cost().money()).isEqualTo(new BigDecimal("50.00"));
        assertThat(desk.write("write_estimate", asked).warnings()).isEmpty();
        assertThat(desk.row(ESTIMATES, id).path("subtotal").decimalValue())
                .isEqualByComparingTo(estimate.path("subtotal").decimalValue().add(new BigDecimal("50.00")));
        String line = estimate.path("items").get(0).path("id").asText();
        String changed = of(estimate, "change_line", ", 'line': '" + line + "', 'quantity': 2.5, 'price': 0.33");
        assertThat(desk.write("write_estimate", changed).warnings()).isEmpty();
        assertThat(desk.row(ESTIMATES, id).path("subtotal").decimalValue()).isEqualByComparingTo("50.83");
        assertThatThrownBy(() -> desk.propose("write_estimate", asked.replace("33.33", "33.333")))
                .isInstanceOf(RefusedCallException.class).hasMessageContaining("whole cents").hasMessageContaining("33.333");
        assertThatThrownBy(() -> desk.propose("write_estimate", changed.replace("0.33", "0.333")))
                .isInstanceOf(RefusedCallException.class).hasMessageContaining("price: must be in whole cents");
    }

    @Test
    void aLineThatIsAddedIsTakenAwayAgain() {
        ObjectNode estimate = open();
        long id = estimate.path("id").longValue();
        ObjectNode before = desk.lasting(ESTIMATES, id);
        Effect effect = desk.write("write_estimate",
                of(estimate, "add_line", ", 'items': [{'item': '40002', 'quantity': 3, 'price': 4.5}]"));
        assertThat(desk.writes()).containsExactly("PUT /sales/v2/estimates/" + id + "/items {\"skuId\":40002,\"description\":"
                + "\"<p>Elbow 90 Standard</p>\",\"quantity\":3,\"unitPrice\":4.5}");
        assertThat(effect.warnings()).isEmpty();
        assertThat(desk.row(ESTIMATES, id).path("items")).hasSize(before.path("items").size() + 1);

        assertThat(desk.undo(effect).warnings()).isEmpty();
        ObjectNode after = desk.lasting(ESTIMATES, id);
        assertThat(after.path("items")).isEqualTo(before.path("items"));
        assertThat(after.path("subtotal").decimalValue()).isEqualByComparingTo(before.path("subtotal").decimalValue());
    }

    @Test
    void aLineIsChangedAndRemovedForGood() {
        ObjectNode estimate = open();
        long id = estimate.path("id").longValue();
        String line = estimate.path("items").get(0).path("id").asText();
        Proposal changed = desk.propose("write_estimate",
                of(estimate, "change_line", ", 'line': '" + line + "', 'quantity': 2, 'price': 70"));
        assertThat(changed.changes().get(0).fields()).extracting(field -> field.field()).contains("items.#" + line + ".qty",
                "subtotal");
        assertThat(changed.undo()).isEmpty();
        Effect effect = desk.write("write_estimate",
                of(estimate, "change_line", ", 'line': '" + line + "', 'quantity': 2, 'price': 70"));
        assertThat(desk.writes()).singleElement().asString()
                .startsWith("PUT /sales/v2/estimates/" + id + "/items {\"id\":" + line + ",\"skuId\":")
                .endsWith("\"quantity\":2,\"unitPrice\":70}");
        assertThat(effect.warnings()).isEmpty();
        assertThat(desk.row(ESTIMATES, id).path("subtotal").decimalValue()).isEqualByComparingTo("140");

        desk.forgetRequests();
        Effect removed = desk.write("write_estimate", of(estimate, "remove_line", ", 'line': '" + line + "'"));
        assertThat(desk.writes()).containsExactly("DELETE /sales/v2/estimates/" + id + "/items/" + line);
        assertThat(removed.warnings()).isEmpty();
        assertThat(desk.row(ESTIMATES, id).path("items")).isEmpty();
    }

    @Test
    void whatIsSoldIsUnsoldAgain() {
        ObjectNode estimate = open();
        long id = estimate.path("id").longValue();
        ObjectNode before = desk.lasting(ESTIMATES, id);
        Proposal proposal = desk.propose("write_estimate", of(estimate, "sell", ", 'soldBy': 'Dana'"));
        assertThat(proposal.cost().money()).isEqualByComparingTo(
                estimate.path("subtotal").decimalValue().add(estimate.path("tax").decimalValue()));
        Effect effect = desk.write("write_estimate", of(estimate, "sell", ", 'soldBy': 'Dana'"));
        assertThat(desk.writes()).containsExactly("PUT /sales/v2/estimates/" + id + "/sell {\"soldBy\":703}");
        assertThat(effect.warnings()).isEmpty();
        assertThat(desk.row(ESTIMATES, id).path("status").path("name").asText()).isEqualTo("Sold");

        desk.forgetRequests();
        assertThat(desk.undo(effect).warnings()).isEmpty();
        assertThat(desk.writes()).containsExactly("PUT /sales/v2/estimates/" + id + "/unsell");
        assertThat(desk.lasting(ESTIMATES, id)).isEqualTo(before);
    }

    @Test
    void whatIsUnsoldOrDismissedStaysSo() {
        ObjectNode estimate = open();
        long id = estimate.path("id").longValue();
        desk.write("write_estimate", of(estimate, "sell", ", 'soldBy': '701'"));
        assertThat(desk.propose("write_estimate", of(estimate, "unsell", "")).undo()).isEmpty();
        assertThat(desk.write("write_estimate", of(estimate, "unsell", "")).warnings()).isEmpty();
        desk.forgetRequests();
        Effect dismissed = desk.write("write_estimate", of(estimate, "dismiss", ""));
        assertThat(desk.writes()).containsExactly("PUT /sales/v2/estimates/" + id + "/dismiss");
        assertThat(dismissed.warnings()).isEmpty();
        assertThat(dismissed.undo()).isEmpty();
    }

    @Test
    void onlyOpenEstimatesAreSoldAndChanged() {
        ObjectNode sold = desk.rows(ESTIMATES).stream()
                .filter(row -> row.path("status").path("name").asText().equals("Sold")).findFirst().orElseThrow();
        for (String asked : new String[]{of(sold, "sell", ", 'soldBy': '701'"), of(sold, "dismiss", ""),
                of(sold, "add_line", ", 'items': [{'item': '40002'}]") }) {
            assertThatThrownBy(() -> desk.propose("write_estimate", asked)).isInstanceOfSatisfying(
                    RefusedCallException.class, refused -> assertThat(refused.code()).isEqualTo("not_possible"))
                    .hasMessageContaining("Sold");
        }
        assertThat(desk.writes()).isEmpty();
    }

    @Test
    void aNameThatFitsSeveralItemsIsAnsweredWithThem() {
        ObjectNode estimate = open();
        assertThatThrownBy(() -> desk.propose("write_estimate",
                of(estimate, "add_line", ", 'items': [{'item': 'ball valve'}]")))
                .isInstanceOfSatisfying(RefusedCallException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("ambiguous");
                    assertThat(refused.details().findValuesAsText("name")).containsExactlyInAnyOrder("Ball Valve Standard",
                            "Ball Valve Professional");
                });
        assertThatThrownBy(() -> desk.propose("write_estimate",
                of(estimate, "add_line", ", 'items': [{'item': 'gold bar'}]")))
                .isInstanceOfSatisfying(RefusedCallException.class,
                        refused -> assertThat(refused.code()).isEqualTo("not_found"));
    }
}
