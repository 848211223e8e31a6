package io.fieldline.outreach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;

import org.junit.jupiter.api.Test;

class MessageKeyTest {

    private static final MessageKey KEY = new MessageKey("acme", "review-request-sms", "review-request",
            Subject.of("job", 4711));

    @Test
    void theTokenIsANameBasedUuidAndNeverChanges() {
        UUID token = UUID.fromString(KEY.token());

        assertThat(token.version()).isEqualTo(5);
        assertThat(token.variant()).isEqualTo(2);
        assertThat(KEY.token()).as("a message sent by an older version is still found by it")
                .isEqualTo("f49d17ab-5573-56f9-af28-3e0d3ca35846");
    }

    @Test
    void everyPartOfTheKeyMakesAnotherToken() {
        assertThat(KEY.token()).isNotIn(
                new MessageKey("acme2", KEY.flow(), KEY.event(), KEY.subject()).token(),
                new MessageKey("acme", "other", KEY.event(), KEY.subject()).token(),
                new MessageKey("acme", KEY.flow(), "other", KEY.subject()).token(),
                new MessageKey("acme", KEY.flow(), KEY.event(), Subject.of("job", 4712)).token(),
                new MessageKey("acme", KEY.flow(), KEY.event(), new Subject("job", 4711, "again")).token());
    }

    @Test
    void partsDoNotRunIntoEachOther() {
        assertThat(new MessageKey("ab", "c", "e", Subject.of("job", 1)).token())
                .isNotEqualTo(new MessageKey("a", "bc", "e", Subject.of("job", 1)).token());
    }

    @Test
    void aSubjectIsOneRecordOnOneOccasion() {
        assertThat(new Subject("membership", 12, "2026-12-31").text()).isEqualTo("membership/12@2026-12-31");
        assertThat(new Subject("membership", 12, "2026-12-31").record()).isEqualTo("membership/12");
        assertThatThrownBy(() -> Subject.of("job", 0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> Subject.of("a/b", 1)).hasMessageContaining("one word");
    }
}
