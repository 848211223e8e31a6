package io.fieldline.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyWordTest {

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "stop", " Stop. ", "STOPALL", "Stop all", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "OPTOUT",
            "opt out", "Opt-out!", "REVOKE", "stop stop STOP", "Please stop texting me", "ALTO", "alto por favor", "PARAR",
            "CANCELAR", "BAJA", "darme de baja", "DETENER", "Deténga los mensajes ya", "¡Pare!" })
    void whoeverAsksToStopIsUnderstood(String reply) {
        assertThat(ReplyWord.of(reply)).isEqualTo(ReplyWord.STOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"START", "unstop", "Start please", "ALTA", "comenzar", "Opt in" })
    void whoeverAsksToBeginAgainIsUnderstood(String reply) {
        assertThat(ReplyWord.of(reply)).isEqualTo(ReplyWord.START);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "Thanks!", "Please cancel my appointment", "When does he stop by?",
            "quiero cancelar la cita",
            "By the end of the week", "start stop", "please" })
    void anythingElseIsSomethingElse(String reply) {
        assertThat(ReplyWord.of(reply)).isEqualTo(ReplyWord.OTHER);
    }
}
