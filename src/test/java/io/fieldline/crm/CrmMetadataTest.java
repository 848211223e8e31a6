package io.fieldline.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class CrmMetadataTest {

    @Test
    void describesTheComponentAndEveryOption() throws IOException {
        try (InputStream file = CrmMetadataTest.class.getResourceAsStream("/META-INF/io/fieldline/crm/crm.json")) {
            assertThat(file).as("the component's generated metadata").isNotNull();
            JsonNode metadata = new ObjectMapper().readTree(file);

            assertThat(metadata.path("component").path("scheme").asText()).isEqualTo("crm");
            assertThat(metadata.path("component").path("syntax").asText()).isEqualTo("crm:subject");
            assertThat(metadata.path("component").path("consumerOnly").asBoolean()).isTrue();
            for (String option : new String[]{"subject", "flow", "initialPosition" }) {
                assertThat(metadata.path("properties").path(option).path("description").asText()).as(option).isNotBlank();
            }
        }
    }
}
