package io.fieldline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

class PrintableTest {

    @Test
    void whatMovesTheCursorOrHidesIsWrittenOut() {
        assertThat(Printable.text("a\u001b[2J\u009b1m\rb\u202ec\u200b\n\td é 王 😀"))
                .isEqualTo("a\\u001b[2J\\u009b1m\\u000db\\u202ec\\u200b\n\td é 王 😀");
        assertThat(Printable.line("Kim\nundo: sends the name as it is")).isEqualTo("Kim\\u000aundo: sends the name as it is");
    }

    @Test
    void eachTextOfAStructureBecomesALine() {
        ObjectNode found = JsonNodeFactory.instance.objectNode().put("number", 7);
        found.putArray("rows").addObject().put("summary", "one\ntwo\u001b");
        assertThat(Printable.lines(found)).hasToString("{\"number\":7,\"rows\":[{\"summary\":\"one\\\\u000atwo\\\\u001b\"}]}");
    }

    @Test
    void jsonStaysWhatItIs() throws Exception {
        ObjectNode found = JsonNodeFactory.instance.objectNode().put("text", "a\u009b\u202e\udb40\udc41\u001b\"\\");
        String printed = Printable.text(found.toString());
        assertThat(printed).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
        assertThat(new JsonMapper().readTree(printed)).isEqualTo(found);
    }
}
