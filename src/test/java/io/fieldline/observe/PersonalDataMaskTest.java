package io.fieldline.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataMaskTest {

    @ParameterizedTest
    @ValueSource(strings = {"(555) 234-1234", "555-234-1234", "555.234.1234", "5552341234", "+1 555 234 1234", "+15552341234",
            "1-555-234-1234" })
    void masksATelephoneNumberButForItsLastFourDigits(String phone) {
        assertThat(PersonalDataMask.mask("call " + phone + " now")).isEqualTo("call ***-***-1234 now");
    }

    @Test
    void masksAnInternationalNumber() {
        assertThat(PersonalDataMask.mask("+44 20 7946 0958")).isEqualTo("***-***-0958");
    }

    @Test
    void masksEveryEmailAddressButForItsFirstLetter() {
        assertThat(PersonalDataMask.mask("jane.doe+x@mail.example.com and bob@example.com"))
                .isEqualTo("j***@*** and b***@***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tenant/1001/jobs/5552341234", "\"id\": 5552341234", "jobId=5552341234",
            "2026-11-23T12:58:06.123Z", "123e4567-e89b-12d3-a456-426614174000", "1795438686123", "took 12345 ms" })
    void leavesRecordNumbersAndTimesReadable(String text) {
        assertThat(PersonalDataMask.mask(text)).isEqualTo(text);
    }
}
