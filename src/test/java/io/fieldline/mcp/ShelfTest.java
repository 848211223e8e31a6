package io.fieldline.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.ToolDescription;

/** Which tools a session lists. */
class ShelfTest {

    private static final Set<String> OFFICE = Set.of("office");

    private final Shelf shelf = new Shelf();

    @Test
    void thePacksThatAreOpenByThemselvesAreListedAtFirst() {
        assertThat(shelf.shown(tools("office", 3, "dispatch", 3), OFFICE)).containsExactly("office_0", "office_1", "office_2");
    }

    @Test
    void whatWasOpenedLastIsListedFirstAndWhatDoesNotFitMakesRoom() {
        List<ToolDescription> tools = tools("office", 10, "dispatch", 10, "sales", 10);
        shelf.open("dispatch");
        shelf.open("sales");
        assertThat(shelf.shown(tools, OFFICE)).hasSize(23).startsWith("sales_0").contains("sales_9", "dispatch_9", "office_2")
                .doesNotContain("office_3");
        shelf.open("dispatch");
        assertThat(shelf.shown(tools, OFFICE)).startsWith("dispatch_0");
    }

    @Test
    void oneToolThatWasFoundIsListedBesideThePacks() {
        shelf.show(List.of("sales_7"));
        assertThat(shelf.shown(tools("office", 2, "sales", 10), OFFICE)).containsExactly("sales_7", "office_0", "office_1");
    }

    @Test
    void aToolThatIsNotAllowedAnyMoreIsNotListedThoughItsPackWasOpened() {
        shelf.open("sales");
        shelf.show(List.of("sales_0"));
        assertThat(shelf.shown(tools("office", 1), OFFICE)).containsExactly("office_0");
    }

    @Test
    void aPackOfMoreThanThereIsRoomForIsListedAsFarAsItGoes() {
        shelf.open("bulk");
        assertThat(shelf.shown(tools("office", 5, "bulk", 40), OFFICE)).hasSize(Shelf.ROOM).contains("bulk_0", "bulk_22")
                .doesNotContain("office_0");
    }

    private static List<ToolDescription> tools(Object... packs) {
        List<ToolDescription> tools = new ArrayList<>();
        for (int i = 0; i < packs.length; i += 2) {
            String pack = (String) packs[i];
            IntStream.range(0, (Integer) packs[i + 1])
                    .forEach(n -> tools
                            .add(new ToolDescription(pack + "_" + n, "", "", pack, JsonNodeFactory.instance.objectNode(),
                                    JsonNodeFactory.instance.objectNode(), Hints.reading())));
        }
        return tools;
    }
}
