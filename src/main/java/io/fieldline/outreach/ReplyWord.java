package io.fieldline.outreach;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a reply asks for. A reply counts when it is nothing but the word, in any case, with or without accents and punctuation,
 * and with words that say no more than it: "Stop texting me, please" does, "Please cancel my appointment" does not. A word
 * that is said of appointments as well, such as "cancel", stands alone or names messages.
 */
public enum ReplyWord {

    STOP, START, OTHER;

    /** Said of messages alone. */
    private static final Set<String> STOPS = words("""
            stop stopall unsubscribe optout quit revoke remove alto parar pare paren baja detener detenga detengan detente
            desuscribir desuscribirme desuscribanme eliminarme eliminame""");
    /** Said of appointments and of work, too. */
    private static final Set<String> ENDS = words("""
            cancel end cancelar cancele cancela terminar fin salir basta eliminar elimina para""");
    private static final Set<String> STARTS = words("""
            start unstop resume subscribe optin comenzar empezar iniciar reanudar alta suscribir suscribirme""");
    private static final Set<String> COURTESY = words("""
            please pls plz now thanks thank thx you ok okay hi hello me all por favor ya gracias hola todo ahora""");
    private static final Set<String> MESSAGES = words("""
            text texts texting message messages messaging msg msgs sms subscription mensaje mensajes texto textos
            suscripcion""");
    private static final Set<String> BETWEEN = words("""
            the these those any more anymore again my mi sending los las de mas todos darme dar enviar enviarme mandar mandarme
            recibir""");
    /** Beside a word that is said of messages alone. */
    private static final Set<String> AROUND = words("""
            it this that to from of your yours list lists number phone calling contacting bothering i id want would like wish be
            with la lista sus este numero quiero quisiera deseo dame deme denme""");

    /** By an expression, the word that says the same. */
    private static final Map<String, String> PHRASES = phrases();

    public static ReplyWord of(String reply) {
        List<String> words = plain(reply).filter(word -> !COURTESY.contains(word)).toList();
        if (words.stream().anyMatch(STOPS::contains)) {
            return all(words, STOPS, ENDS, MESSAGES, BETWEEN, AROUND) ? STOP : OTHER;
        }
        if (words.stream().anyMatch(ENDS::contains)) {
            return all(words, ENDS) || words.stream().anyMatch(MESSAGES::contains) && all(words, ENDS, MESSAGES, BETWEEN)
                    ? STOP
                    : OTHER;
        }
        return words.stream().anyMatch(STARTS::contains) && all(words, STARTS, MESSAGES, BETWEEN) ? START : OTHER;
    }

    @SafeVarargs
    private static boolean all(List<String> words, Set<String>... known) {
        return words.stream().allMatch(word -> Arrays.stream(known).anyMatch(set -> set.contains(word)));
    }

    /** Lower case without accents and punctuation; "don't" is one word, "opt out" as well. */
    private static Stream<String> plain(String reply) {
        String text = Normalizer.normalize(reply, Normalizer.Form.NFD).replaceAll("[\\p{M}'\u2019]", "")
                .toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
        for (Map.Entry<String, String> phrase : PHRASES.entrySet()) {
            text = text.replaceAll("\\b(?:" + phrase.getKey() + ")\\b", phrase.getValue());
        }
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty());
    }

    private static Map<String, String> phrases() {
        Map<String, String> phrases = new LinkedHashMap<>();
        phrases.put("opt (?:me )?out", "optout");
        phrases.put("opt (?:me )?in", "optin");
        phrases.put("take me off", "stop");
        phrases.put("(?:dont|do not|never) (?:text|message|msg|contact|call)(?: me)?", "stop");
        phrases.put("no more (?=texts?|messages?|msgs?|sms)", "stop ");
        phrases.put("leave me alone", "stop");
        phrases.put("no mas", "basta");
        phrases.put("no (?:me )?(?:envien?|manden?|escriban?)(?: mas)?", "alto");
        return phrases;
    }

    private static Set<String> words(String text) {
        return Set.of(text.split("\\s+"));
    }
}
