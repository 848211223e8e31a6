package io.fieldline.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.fieldline.outreach.SmsSegments.Encoding;

class SmsSegmentsTest {

    @Test
    void aTextOf160SeptetsIsOneSegmentAndALongerOneHas153InEach() {
        assertThat(SmsSegments.of("a".repeat(160))).isEqualTo(new SmsSegments(Encoding.GSM_7, 160, 1));
        assertThat(SmsSegments.of("a".repeat(161))).isEqualTo(new SmsSegments(Encoding.GSM_7, 161, 2));
        assertThat(SmsSegments.of("a".repeat(306)).segments()).isEqualTo(2);
        assertThat(SmsSegments.of("a".repeat(307)).segments()).isEqualTo(3);
    }

    @Test
    void aCharacterOfTheExtensionTableTakesTwoSeptets() {
        assertThat(SmsSegments.of("€".repeat(80))).isEqualTo(new SmsSegments(Encoding.GSM_7, 160, 1));
        assertThat(SmsSegments.of("€".repeat(80) + "a")).isEqualTo(new SmsSegments(Encoding.GSM_7, 161, 2));
    }

    @Test
    void anEscapedCharacterIsNotCutInTwoByTheEndOfASegment() {
        // 152 septets leave one free, in which the two of the euro sign have no room.
        assertThat(SmsSegments.of("a".repeat(152) + "€" + "a".repeat(152))).isEqualTo(new SmsSegments(Encoding.GSM_7, 306, 3));
        assertThat(SmsSegments.of("a".repeat(151) + "€" + "a".repeat(153))).isEqualTo(new SmsSegments(Encoding.GSM_7, 306, 2));
    }

    @Test
    void oneCharacterOutsideOfTheTableMakesTheWholeTextUcs2() {
        assertThat(SmsSegments.of("Señor Muñoz, él está aquí").encoding()).as("á and í are not in the table")
                .isEqualTo(Encoding.UCS_2);
        assertThat(SmsSegments.of("Señor Muñoz, ¿qué tal?").encoding()).as("ñ, é and ¿ are").isEqualTo(Encoding.GSM_7);
        assertThat(SmsSegments.of("a".repeat(69) + "’")).isEqualTo(new SmsSegments(Encoding.UCS_2, 70, 1));
        assertThat(SmsSegments.of("a".repeat(70) + "’")).isEqualTo(new SmsSegments(Encoding.UCS_2, 71, 2));
        assertThat(SmsSegments.of("’".repeat(134)).segments()).isEqualTo(2);
        assertThat(SmsSegments.of("’".repeat(135)).segments()).isEqualTo(3);
    }

    @Test
    void anEmojiIsTwoUnitsThatStayTogether() {
        assertThat(SmsSegments.of("👍".repeat(35))).isEqualTo(new SmsSegments(Encoding.UCS_2, 70, 1));
        assertThat(SmsSegments.of("👍".repeat(67))).as("33 pairs in each segment").isEqualTo(
                new SmsSegments(Encoding.UCS_2, 134, 3));
    }

    @Test
    void anEmptyTextIsOneSegment() {
        assertThat(SmsSegments.of("")).isEqualTo(new SmsSegments(Encoding.GSM_7, 0, 1));
    }
}
