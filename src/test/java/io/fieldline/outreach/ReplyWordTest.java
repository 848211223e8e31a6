package io.fieldline.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyWordTest {

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "stop", " Stop. ", "STOPALL", "Stop all", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "OPTOUT",
            "opt out", "Opt-out!", "REVOKE", "stop stop STOP", "Please stop texting me", "ALTO", "alto por favor", "PARAR",
            "CANCELAR", "BAJA", "darme de baja", "DETENER", "Deténga los mensajes ya", "¡Pare!", "stop it", "stop msg",
            "stop sms", "Stop messages to this number", "unsubscribe me from this list", "opt me out", "Opt me out of this",
            "don't text me", "Don\u2019t text me anymore", "Do not message me again", "take me off", "take me off your list",
            "Please remove me", "remove my number from your list", "I want to unsubscribe", "no more texts please",
            "Ok, stop calling me", "cancel messages", "end all texts", "Cancel please", "para", "Para, por favor",
            "para de enviar mensajes", "dame de baja", "denme de baja", "Quiero darme de baja",
            "Quiero darme de baja de la lista",
            "cancela", "salir", "basta", "basta de mensajes", "no más", "no mas mensajes", "No más, gracias", "detente",
            "eliminar", "Cancelar suscripción", "no me envíen más mensajes" })
    void whoeverAsksToStopIsUnderstood(String reply) {
        assertThat(ReplyWord.of(reply)).isEqualTo(ReplyWord.STOP);
    }

    /** However it is written, and whatever politeness is around it. */
    @ParameterizedTest
    @ValueSource(strings = {"stop", "unsubscribe", "opt me out", "take me off your list", "don't text me", "baja", "no más",
            "cancelar suscripción", "dame de baja" })
    void writingAndPolitenessChangeNothing(String words) {
        for (String written : List.of(words.toUpperCase(Locale.ROOT), " " + words + " . ", "\u00a1" + words + "!!!",
                "please, " + words, words + " thank you", "por favor " + words + " ya", words.replace(" ", "  \n"))) {
            assertThat(ReplyWord.of(written)).as(written).isEqualTo(ReplyWord.STOP);
        }
        for (String about : List.of("appointment", "cita", "visit on Monday", "a las 5", "the plumber", "invoice 12")) {
            assertThat(ReplyWord.of(words + " " + about)).as(about).isEqualTo(ReplyWord.OTHER);
            assertThat(ReplyWord.of(about + " " + words)).as(about).isEqualTo(ReplyWord.OTHER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"START", "unstop", "Start please", "ALTA", "comenzar", "Opt in" })
    void whoeverAsksToBeginAgainIsUnderstood(String reply) {
        assertThat(ReplyWord.of(reply)).isEqualTo(ReplyWord.START);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "Thanks!", "Please cancel my appointment", "When does he stop by?",
            "quiero cancelar la cita",
            "By the end of the week", "start stop", "please", "stop by at 5", "Stop by Monday please",
            "can you stop at the gate",
            "don't stop", "cancel it", "cancel this", "Cancel my visit on Friday", "cancel monday",
            "Remove me from Monday", "take me off the schedule", "remove the old unit", "Text me please", "text me the time",
            "don't text me, call me at noon", "para el lunes", "para todos los cuartos", "¿Para cuándo?",
            "para mañana por favor",
            "cancela la cita", "no mas de 2 horas", "no más tarde de las 5", "eliminar el ruido", "salir a las 4",
            "la presión está baja", "basta con uno", "terminar el trabajo", "the end of the street", "no" })
    void anythingElseIsSomethingElse(String reply) {
        assertThat(ReplyWord.of(reply)).isEqualTo(ReplyWord.OTHER);
    }
}
