package io.fieldline.servicetitan.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.agent.tool.WritingTool;

class ToolDescriptionsTest {

    private static LocalDesk desk;

    @BeforeAll
    static void start() {
        desk = new LocalDesk();
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @Test
    void everyToolAsksForItsTenantAndSaysWhatItIsFor() {
        assertThat(desk.tools().values()).hasSize(20).allSatisfy(tool -> {
            ToolDescription description = tool.description();
            assertThat(description.name()).matches("[a-z_]+");
            assertThat(description.title()).isNotBlank();
            assertThat(description.text()).hasSizeBetween(60, 400);
            assertThat(description.input().path("required").toString()).contains("\"tenant\"");
            assertThat(description.output().path("type").asText()).isEqualTo("object");
            assertThat(description.hints().readOnly()).isEqualTo(!(tool instanceof WritingTool));
        });
    }

    @Test
    void descriptionsOfTheToolsThatAreShownAtFirstLeaveRoomForTheOthers() {
        int size = desk.tools().values().stream().map(tool -> tool.description())
                .filter(one -> List.of("office", "dispatch", "sales").contains(one.pack()))
                .mapToInt(one -> one.name().length() + one.title().length() + one.text().length()
                        + one.input().toString().length() + one.output().toString().length())
                .sum();
        assertThat(size).isLessThan(24_000);
    }

    @Test
    void describingThemAsksNothingOfServiceTitan() {
        desk.forgetRequests();
        desk.tools().values().forEach(tool -> tool.description().toString());
        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void argumentsThatMayNameAPersonAreMarkedToo() {
        desk.tools().values().forEach(tool -> {
            JsonNode properties = tool.description().input().path("properties");
            for (String name : List.of("customer", "query", "street", "phone", "email")) {
                JsonNode property = properties.path(name);
                assertThat(property.isMissingNode() || property.path("type").asText().equals("object")
                        || property.has("x-personal")).as(tool.description().name() + " " + name).isTrue();
            }
        });
    }

    @Test
    void personalDataIsOfKindsThatAPolicyKnows() {
        Set<String> kinds = new TreeSet<>();
        desk.tools().values().forEach(tool -> tool.description().output().findValues("x-personal").stream()
                .map(JsonNode::asText).forEach(kinds::add));
        assertThat(kinds).containsExactly("address", "email", "name", "phone");
    }
}
