package io.fieldline.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTitanPathTest {

    private static final Map<String, Object> CUSTOMER = Map.of("name", "Jane Dyke", "address", Map.of("street", "1 Main St"),
            "contacts",
            List.of(Map.of("id", 30L, "type", "Email", "value", "later@example.com"),
                    Map.of("id", 10L, "type", "Email", "value", "gone@example.com", "active", false),
                    Map.of("id", 20L, "type", "Email", "value", "first@example.com", "preferences",
                            Map.of("marketingUpdatesEnabled", true)),
                    Map.of("id", 5L, "type", "Phone", "value", "3125550100")),
            "customFields", List.of(Map.of("typeId", 7L, "name", "Referral source", "value", "Radio 1.5")));

    @ParameterizedTest
    @CsvSource({"name, Jane Dyke", "address.street, 1 Main St", "contacts[type=Phone].value, 3125550100",
            "customFields[name=Referral source].value, Radio 1.5", "customFields[typeId=7].value, Radio 1.5",
            "contacts[].value, 3125550100", "contacts[value=first@example.com].id, 20" })
    void reachesFieldsObjectsAndEntriesByCondition(String path, String value) {
        assertThat(in(path)).hasToString(value);
    }

    @Test
    void takesOfTwoMatchingEntriesTheActiveOneWithTheLowestId() {
        assertThat(in("contacts[type=Email].value")).isEqualTo("first@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"address.unit", "contacts[type=Fax].value", "contacts[type=Phone].preferences.jobRemindersEnabled",
            "locations[].name", "name.first", "contacts.value" })
    void isNullWhereTheWayEndsEarly(String path) {
        assertThat(in(path)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "address.", "address..street", "contacts[type].value", "contacts[type=].value",
            "contacts[type=Email", "contacts[type=Email]value", "0name", "a b", "name." })
    void refusesWhatIsNoPath(String text) {
        assertThat(ServiceTitanPath.parse(text)).isEmpty();
    }

    private static Object in(String path) {
        return ServiceTitanPath.parse(path).orElseThrow().in(CUSTOMER);
    }
}
