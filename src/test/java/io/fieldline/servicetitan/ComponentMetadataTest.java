package io.fieldline.servicetitan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class ComponentMetadataTest {

    private static JsonNode metadata() throws IOException {
        try (InputStream file = ComponentMetadataTest.class
                .getResourceAsStream("/META-INF/io/fieldline/servicetitan/servicetitan.json")) {
            assertThat(file).as("the component's generated metadata").isNotNull();
            return new ObjectMapper().readTree(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"module", "collection", "flow", "also", "event", "unit", "initialPosition", "operation", "recordId",
            "tenant", "readBack", "query", "path" })
    void describesEveryOption(String option) throws IOException {
        assertThat(metadata().path("properties").path(option).path("description").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CamelServiceTitanTenant", "CamelServiceTitanCollection", "CamelServiceTitanRecordId",
            "CamelServiceTitanStatus" })
    void describesEveryHeader(String header) throws IOException {
        assertThat(metadata().path("headers").path(header).path("description").asText()).isNotBlank();
    }

    @Test
    void namesTheSchemeAndTheSyntax() throws IOException {
        assertThat(metadata().path("component").path("scheme").asText()).isEqualTo("servicetitan");
        assertThat(metadata().path("component").path("syntax").asText()).isEqualTo("servicetitan:module/collection");
    }
}
