package io.fieldline.outreach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;

class SendingHoursTest {

    private static final SendingHours HOURS = SendingHours.DEFAULT;
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId HONOLULU = ZoneId.of("Pacific/Honolulu");

    @Test
    void aMomentInTheDayStaysAsItIs() {
        assertThat(HOURS.next(at("2026-06-01T14:00:00Z"), List.of(CHICAGO))).as("9 in the morning")
                .contains(at("2026-06-01T14:00:00Z"));
        assertThat(HOURS.next(at("2026-06-02T00:59:59Z"), List.of(CHICAGO))).as("a second before 8 in the evening")
                .contains(at("2026-06-02T00:59:59Z"));
    }

    @Test
    void aMomentInTheNightMovesToTheNextMorning() {
        assertThat(HOURS.next(at("2026-06-02T01:00:00Z"), List.of(CHICAGO))).contains(at("2026-06-02T14:00:00Z"));
        assertThat(HOURS.next(at("2026-06-02T13:59:59Z"), List.of(CHICAGO))).contains(at("2026-06-02T14:00:00Z"));
    }

    @Test
    void theMorningAfterTheClocksWentForwardComesAnHourEarlier() {
        assertThat(HOURS.next(at("2026-03-07T02:00:00Z"), List.of(CHICAGO))).contains(at("2026-03-07T15:00:00Z"));
        assertThat(HOURS.next(at("2026-03-08T02:00:00Z"), List.of(CHICAGO))).contains(at("2026-03-08T14:00:00Z"));
    }

    @Test
    void theMorningAfterTheClocksWentBackComesAnHourLater() {
        assertThat(HOURS.next(at("2026-10-31T02:00:00Z"), List.of(CHICAGO))).contains(at("2026-10-31T14:00:00Z"));
        assertThat(HOURS.next(at("2026-11-01T02:00:00Z"), List.of(CHICAGO))).contains(at("2026-11-01T15:00:00Z"));
    }

    @Test
    void anOpeningThatTheClocksSkipIsTheHourAfter() {
        SendingHours early = new SendingHours(LocalTime.of(2, 30), LocalTime.of(20, 0));

        assertThat(early.next(at("2026-03-08T07:00:00Z"), List.of(CHICAGO))).as("half past two does not exist")
                .contains(at("2026-03-08T08:30:00Z"));
    }

    @Test
    void ofSeveralZonesItMustBeDayInAll() {
        assertThat(HOURS.next(at("2026-06-01T13:00:00Z"), List.of(NEW_YORK, CHICAGO, HONOLULU)))
                .contains(at("2026-06-01T19:00:00Z"));
        assertThat(HOURS.next(at("2026-06-02T00:30:00Z"), List.of(HONOLULU, NEW_YORK)))
                .as("evening in New York, afternoon in Honolulu").contains(at("2026-06-02T19:00:00Z"));
    }

    @Test
    void zonesThatNeverHaveDayTogetherAreTold() {
        SendingHours noon = new SendingHours(LocalTime.of(11, 0), LocalTime.of(13, 0));

        assertThat(noon.next(at("2026-06-01T00:00:00Z"), List.of(NEW_YORK, HONOLULU))).isEmpty();
    }

    @Test
    void hoursThatDoNotLieOnOneDayAreRefused() {
        assertThatThrownBy(() -> new SendingHours(LocalTime.of(20, 0), LocalTime.of(9, 0)))
                .hasMessageContaining("from 20:00 to 09:00");
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
