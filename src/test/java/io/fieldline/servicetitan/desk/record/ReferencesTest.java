package io.fieldline.servicetitan.desk.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.failure.RetryLaterException;

class ReferencesTest {

    private static final ObjectNode FIRST = Trees.object().put("id", 7);

    private static PlannedRequest request(String path, JsonNode value) {
        return new PlannedRequest("jpm/jobs/notes", "create", Map.of("id", path), Map.of(), Trees.object().set("jobId", value));
    }

    @Test
    void anAnswersFieldStandsInPathAndBodyWithItsType() {
        PlannedRequest ready = References.to(List.of(FIRST)).in(request("${1.id}", FIRST.textNode("${1.id}")));
        assertThat(ready.path()).containsEntry("id", "7");
        assertThat(ready.body().path("jobId").isIntegralNumber()).isTrue();
    }

    @Test
    void elementsOfListsAreNamedByTheirIndex() {
        ObjectNode answer = Trees.object();
        answer.putArray("locations").addObject().put("id", 9);
        assertThat(References.to(List.of(answer)).in("${1.locations.0.id}/x")).isEqualTo("9/x");
    }

    @Test
    void anAnswerThatLacksTheFieldEndsThePlan() {
        assertThatThrownBy(() -> References.to(List.of(FIRST)).in("${1.number}")).isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("lacks number");
        assertThatThrownBy(() -> References.to(List.of(FIRST)).in("${2.id}")).hasMessageContaining("request 2");
    }

    @Test
    void whatOthersWroteIsNotTakenForAReferenceToAnythingButAnswers() {
        assertThat(References.to(List.of()).in("costs ${amount}")).isEqualTo("costs ${amount}");
    }
}
