package io.fieldline.outreach;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a reply asks for. A reply counts when it is nothing but the word, in any case, with or without accents, punctuation
 * and words of courtesy: "Stop texting me, please" does, "Please cancel my appointment" does not.
 */
public enum ReplyWord {

    STOP, START, OTHER;

    private static final Set<String> STOPS = words("""
            stop stopall unsubscribe cancel end quit optout revoke remove alto parar pare paren cancelar cancele baja detener
            detenga detengan desuscribir desuscribirme terminar fin""");
    private static final Set<String> STARTS = words("""
            start unstop resume subscribe optin comenzar empezar iniciar reanudar alta suscribir suscribirme""");
    private static final Set<String> COURTESY = words("""
            please pls now thanks thank you me all texting texts text messaging messages msgs sending these the por favor ya
            gracias todo todos mensajes mensaje textos los de darme dar enviar mandar""");

    public static ReplyWord of(String reply) {
        List<String> words = essential(reply);
        if (!words.isEmpty() && STOPS.containsAll(words)) {
            return STOP;
        }
        return !words.isEmpty() && STARTS.containsAll(words) ? START : OTHER;
    }

    /** "Opt out" is written as one word and as two. */
    private static List<String> essential(String reply) {
        String plain = Normalizer.normalize(reply, Normalizer.Form.NFD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ").strip().replaceAll("\\bopt (in|out)\\b", "opt$1");
        return Arrays.stream(plain.split(" ")).filter(word -> !word.isEmpty() && !COURTESY.contains(word)).toList();
    }

    private static Set<String> words(String text) {
        return Set.of(text.split("\\s+"));
    }
}
