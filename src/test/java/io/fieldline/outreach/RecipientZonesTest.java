package io.fieldline.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class RecipientZonesTest {

    private static final String NO_AREA = "ada@example.com";

    @Test
    void aStateInOneZoneHasThatZone() {
        assertThat(zones("GA", "", NO_AREA)).isEqualTo(set("America/New_York"));
        assertThat(zones("Georgia", "30303", NO_AREA)).isEqualTo(set("America/New_York"));
        assertThat(zones("d.c.", "", NO_AREA)).isEqualTo(set("America/New_York"));
        assertThat(zones("Québec", "H2X 1Y4", NO_AREA)).isEqualTo(set("America/Toronto"));
    }

    @Test
    void aStateInTwoZonesHasBothUnlessTheZipCodeTellsOne() {
        assertThat(zones("TX", "", NO_AREA)).isEqualTo(set("America/Chicago", "America/Denver"));
        assertThat(zones("TX", "78701", NO_AREA)).isEqualTo(set("America/Chicago"));
        assertThat(zones("TX", "79936-1234", NO_AREA)).as("El Paso").isEqualTo(set("America/Denver"));
        assertThat(zones("TX", "79855", NO_AREA)).as("the line is crossed by the code").hasSize(2);
        assertThat(zones("TN", "37201", NO_AREA)).isEqualTo(set("America/Chicago"));
        assertThat(zones("ON", "P9N 1S8", NO_AREA)).as("Kenora").contains(ZoneId.of("America/Winnipeg"));
    }

    @Test
    void aZipCodeTellsTheStateThatIsMissing() {
        assertThat(zones("", "99501", NO_AREA)).isEqualTo(set("America/Anchorage", "America/Adak"));
        assertThat(zones("", "85001", NO_AREA)).isEqualTo(set("America/Phoenix"));
        assertThat(zones("", "v6b 1a1", NO_AREA)).isEqualTo(set("America/Vancouver"));
    }

    @Test
    void aStateOfAnotherCountryIsNoneOfOurs() {
        for (String country : List.of("Australia", "AU", "AUS", "australia ")) {
            assertThat(StateZones.of(new Address("WA", "98101", country))).as(country).isEmpty();
        }
        for (String country : List.of("", "US", "USA", "United States", "U.S.A.", "King County")) {
            assertThat(StateZones.of(new Address("WA", "", country))).as(country).isEqualTo(set("America/Los_Angeles"));
        }
        assertThat(StateZones.of(new Address("ON", "M5V", "Canada"))).isEqualTo(set("America/Toronto"));
        assertThat(StateZones.of(new Address("PR", "", "Puerto Rico"))).isEqualTo(set("America/Puerto_Rico"));
    }

    @Test
    void whereNothingIsKnownTheTenantsZoneCounts() {
        assertThat(zones("", "", NO_AREA)).isEqualTo(set("America/Denver"));
        assertThat(zones("", "1", NO_AREA)).isEqualTo(set("America/Denver"));
    }

    @Test
    void aNumberOfAnotherAreaAddsItsZones() {
        assertThat(zones("NY", "10001", "+18085550100")).isEqualTo(set("America/New_York", "Pacific/Honolulu"));
        assertThat(zones("NY", "10001", "+12085550100")).isEqualTo(
                set("America/New_York", "America/Boise", "America/Los_Angeles"));
    }

    @Test
    void aNumberOfNoAreaAddsNone() {
        assertThat(zones("NY", "10001", "+18005550100")).isEqualTo(set("America/New_York"));
        assertThat(zones("NY", "10001", "+15552223333")).isEqualTo(set("America/New_York"));
    }

    @Test
    void everyZoneOfTheTableIsOne() {
        Stream.of("AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH"
                .split(" "),
                "OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR VI GU MP AS AB BC MB NB NL NS NT NU ON PE QC SK YT"
                        .split(" "))
                .flatMap(Stream::of)
                .forEach(state -> assertThat(StateZones.of(new Address(state, "", ""))).as(state).isNotEmpty());
    }

    private static Set<ZoneId> zones(String state, String zip, String recipient) {
        return RecipientZones.of(new Address(state, zip, ""), recipient, ZoneId.of("America/Denver"));
    }

    private static Set<ZoneId> set(String... zones) {
        return Stream.of(zones).map(ZoneId::of).collect(Collectors.toSet());
    }
}
