package io.fieldline.servicetitan.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fieldline.servicetitan.catalog.FieldType.Kind;

class FieldNotationTest {

    @ParameterizedTest
    @ValueSource(strings = {"string", "int64", "date-time", "csv", "map", "fields.map", "any[][]", "int64?[]", "FormOwner[i]",
            "map<string?>", "map<string[]>", "V3.JobTypeModel", "(First | Second)[]" })
    void writesATypeAsItReadsIt(String text) {
        assertThat(FieldNotation.type(text)).hasToString(text);
    }

    @Test
    void readsFields() {
        assertThat(FieldNotation.entries("id int64!, name?, memo html?!, sort")).containsExactly(
                new FieldNotation.Entry("id", "int64", true, false), new FieldNotation.Entry("name", null, false, true),
                new FieldNotation.Entry("memo", "html", true, true), new FieldNotation.Entry("sort", null, false, false));
    }

    @Test
    void tellsArraysOfNullsFromArraysThatMayBeNull() {
        assertThat(FieldNotation.type("int64?[]").elementNullable()).isTrue();
        assertThat(FieldNotation.type("int64[]").elementNullable()).isFalse();
    }

    @Test
    void readsAnswers() {
        assertThat(Answer.parse("Page<JobResponse>").form()).isEqualTo(Answer.Form.PAGE);
        assertThat(Answer.parse("JobResponse[]")).isEqualTo(new Answer(Answer.Form.ARRAY, FieldType.schema("JobResponse")));
        assertThat(Answer.parse("int64")).isEqualTo(new Answer(Answer.Form.OBJECT, FieldType.of(Kind.INT64)));
        assertThat(Answer.parse("none").typeIfAny()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"integer", "", "list<string>" })
    void refusesWhatIsNoType(String text) {
        assertThatThrownBy(() -> FieldNotation.type(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a type");
    }

    @Test
    void refusesAnUnknownEnvelopeAndAnEmptyField() {
        assertThatThrownBy(() -> Answer.parse("Pages<JobResponse>")).hasMessageContaining("is not an answer");
        assertThatThrownBy(() -> FieldNotation.entries("id int64, , name")).hasMessageContaining("is not a field");
    }
}
