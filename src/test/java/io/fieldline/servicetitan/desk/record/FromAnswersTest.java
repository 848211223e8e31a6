package io.fieldline.servicetitan.desk.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

class FromAnswersTest {

    private static final ObjectNode FIRST = Trees.object().put("id", 7);

    @Test
    void fieldsOfAnswersStandAmongFixedWords() {
        FromAnswers part = FromAnswers.part(FromAnswers.fixed("5"), FromAnswers.field(1, "id"));
        assertThat(part.in(List.of(FIRST))).contains("5/7");
        assertThat(part.example()).isEqualTo("5/1");
    }

    @Test
    void elementsOfListsAreNamedByTheirIndex() {
        ObjectNode answer = Trees.object();
        answer.putArray("locations").addObject().put("id", 9);
        assertThat(FromAnswers.field(1, "locations.0.id").in(List.of(answer))).contains("9");
    }

    @Test
    void anAnswerMayBeABareNumber() {
        assertThat(FromAnswers.whole(1).in(List.of(IntNode.valueOf(4)))).contains("4");
    }

    @Test
    void anAnswerThatIsNotThereOrLacksTheFieldTellsNothing() {
        assertThat(FromAnswers.field(1, "number").in(List.of(FIRST))).isEmpty();
        assertThat(FromAnswers.field(2, "id").in(List.of(FIRST))).isEmpty();
        assertThat(FromAnswers.whole(1).in(List.of(FIRST))).isEmpty();
    }

    @Test
    void fixedWordsAreNeverTakenForAReference() {
        assertThat(FromAnswers.fixed("${1.id}").in(List.of(FIRST))).contains("${1.id}");
    }

    @Test
    void aRequestOfWhichAnAnswerLacksAPartIsNotReady() {
        TakingBack back = TakingBack.of(1, "crm/locations/notes", "delete",
                Map.of("id", FromAnswers.fixed("3"), "noteId", FromAnswers.field(1, "noteId")), null);
        assertThat(back.in(List.of(FIRST))).isEmpty();
        assertThat(back.in(List.of(Trees.object().put("noteId", 8))).orElseThrow().path())
                .isEqualTo(Map.of("id", "3", "noteId", "8"));
    }
}
