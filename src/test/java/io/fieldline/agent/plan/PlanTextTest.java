package io.fieldline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

class PlanTextTest {

    private final ObjectNode plan = JsonNodeFactory.instance.objectNode();

    @Test
    void whoDecidesSeesTheEndOfEachLineAsWell() {
        String end = "and pays 9,000 to somebody else";
        String text = "x".repeat(5_000) + end;
        ObjectNode field = plan.putArray("changes").addObject().put("record", "crm/customers/7").putArray("fields").addObject();
        field.put("field", "memo").put("before", "old").put("after", text);
        plan.putArray("requests").addObject().put("resource", "crm/customers").put("operation", "update")
                .putObject("body").put("memo", text);
        plan.putArray("sideEffects").add(text);
        plan.put("summary", text);
        assertThat(PlanText.changes(plan)).singleElement().asString().startsWith("crm/customers/7: memo: \"old\" -> \"xxx")
                .endsWith(end + "\"");
        assertThat(PlanText.requests(plan)).singleElement().asString().contains(end);
        assertThat(PlanText.sideEffects(plan)).containsExactly(text);
        assertThat(PlanText.summary(plan)).as("a heading, which what follows shows whole").hasSize(301).endsWith("…");
    }

    @Test
    void nothingHidesInWhatPeopleWrote() {
        assertThat(PlanText.whole("pays 5\n\tto \u202egnol\u202c a\u200bb\u0007 and\u00a0on 🙂"))
                .isEqualTo("pays 5  to gnol ab and on 🙂");
    }

    @Test
    void whatTheClientDoesNotSeeIsNamedAsHidden() {
        plan.putArray("changes").addObject().put("record", "crm/contacts/9").putArray("fields").addObject()
                .put("field", "value").put("hidden", true);
        assertThat(PlanText.changes(plan)).containsExactly("crm/contacts/9: value: hidden from the client");
    }
}
