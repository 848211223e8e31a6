package io.fieldline.agent.personal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.fieldline.agent.tool.Mention;

/**
 * What one client may see of one call. It remembers each value that it did not show as it is, so that a sentence which quotes
 * the value does not show it either. Of one thread.
 */
public final class PersonalView {

    static final String NOTHING = "[hidden]";
    private static final int SHORTEST_REMEMBERED = 3;
    // A short name is a part of many words.
    private static final int SHORTEST_WITHIN_WORDS = 6;
    private static final String WORD_BEGINS = "(?<![\\p{L}\\p{N}])";
    private static final String WORD_ENDS = "(?![\\p{L}\\p{N}])";
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern TELEPHONE = Pattern.compile("1?[2-9]\\d{9}");
    private static final Pattern OF_A_RECORD = Pattern.compile("(id|ids|.*Ids?|undo|job|invoice|estimate|appointment)");

    private final Map<String, Treatment> treatments;
    /** Of a kind and a value. */
    private final BinaryOperator<String> token;
    private final Map<String, String> remembered = new TreeMap<>(
            Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private PersonalView(Map<String, Treatment> treatments, BinaryOperator<String> token) {
        this.treatments = treatments;
        this.token = token;
    }

    /** @param treatments by kind; kinds that are not in it are treated as usual */
    public static PersonalView of(Map<String, Treatment> treatments, PersonalTokens tokens, String client, String tenant) {
        return new PersonalView(treatments, (kind, value) -> tokens.token(client, tenant, kind, value));
    }

    /** For persons who may see everything. */
    public static PersonalView clear() {
        return new PersonalView(all(Treatment.CLEAR), (kind, value) -> value);
    }

    /** What a person wrote, as it is kept for long. */
    public static String kept(String written) {
        return new PersonalView(all(Treatment.MASKED), (kind, value) -> NOTHING).written(written);
    }

    private static Map<String, Treatment> all(Treatment treatment) {
        return PersonalKinds.ALL.stream().collect(Collectors.toMap(kind -> kind, kind -> treatment));
    }

    /** For what is kept for long: nothing is clear in it, and what this client does not see at all is not there either. */
    public PersonalView forKeeping() {
        Map<String, Treatment> kept = new HashMap<>();
        PersonalKinds.ALL.forEach(
                kind -> kept.put(kind, treatment(kind) == Treatment.HIDDEN ? Treatment.HIDDEN : Treatment.MASKED));
        PersonalView view = new PersonalView(kept, token);
        remembered.forEach((value, shown) -> view.remembered.put(value, PersonalTokens.isToken(shown) ? shown : NOTHING));
        return view;
    }

    public Treatment treatment(String kind) {
        return treatments.getOrDefault(PersonalKinds.known(kind), PersonalKinds.usual(kind));
    }

    /** From now on a value is shown only as the token that the client gave for it. */
    void stands(String shown, String value) {
        remember(value, shown);
    }

    /** A value of a kind as the client sees it, whatever it holds inside; empty when it does not. */
    Optional<JsonNode> value(String kind, JsonNode value) {
        Treatment treatment = treatment(kind);
        if (value.isNull() || value.isBoolean()) {
            return Optional.of(value);
        }
        if (value instanceof ObjectNode object) {
            ObjectNode shown = JsonNodeFactory.instance.objectNode();
            object.fields().forEachRemaining(
                    field -> value(kind, field.getValue()).ifPresent(one -> shown.set(field.getKey(), one)));
            return treatment == Treatment.HIDDEN ? Optional.empty() : Optional.of(shown);
        }
        if (value instanceof ArrayNode array) {
            ArrayNode shown = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> value(kind, item).ifPresent(shown::add));
            return treatment == Treatment.HIDDEN ? Optional.empty() : Optional.of(shown);
        }
        if (treatment == Treatment.CLEAR) {
            return Optional.of(clear(kind, value));
        }
        String text = value.asText();
        String shown = PersonalTokens.isToken(text) ? text : shown(kind, text, treatment);
        remember(text, treatment == Treatment.HIDDEN ? NOTHING : shown);
        return treatment == Treatment.HIDDEN ? Optional.empty() : Optional.of(TextNode.valueOf(shown));
    }

    /** A name or an address may have a number in it that is not clear. */
    private JsonNode clear(String kind, JsonNode value) {
        boolean contact = kind.equals(PersonalKinds.PHONE) || kind.equals(PersonalKinds.EMAIL);
        if (!value.isTextual()) {
            return value;
        }
        return TextNode.valueOf(contact ? withoutRemembered(value.textValue()) : written(value.textValue()));
    }

    private String shown(String kind, String text, Treatment treatment) {
        return treatment == Treatment.TOKEN && !text.isEmpty()
                ? token.apply(PersonalKinds.known(kind), text)
                : Masks.of(kind, text);
    }

    private void remember(String value, String shown) {
        if (value.length() >= SHORTEST_REMEMBERED) {
            remembered.putIfAbsent(value, shown);
        }
    }

    /** Text that people wrote. */
    public String written(String text) {
        return ContactText.written(withoutRemembered(mentioned(text)), contact(PersonalKinds.PHONE),
                contact(PersonalKinds.EMAIL));
    }

    /** Text that Fieldline wrote. */
    public String ownWords(String text) {
        return ContactText.ownWords(withoutRemembered(mentioned(text)), contact(PersonalKinds.PHONE),
                contact(PersonalKinds.EMAIL));
    }

    private String mentioned(String text) {
        return Mention.resolved(text, (kind, value) -> kind.equals(Mention.WORDS)
                ? words(value)
                : value(kind, TextNode.valueOf(value)).map(JsonNode::asText).orElse(NOTHING));
    }

    private String words(String text) {
        boolean everything = treatment(PersonalKinds.NAME) == Treatment.CLEAR
                && treatment(PersonalKinds.ADDRESS) == Treatment.CLEAR;
        return everything ? written(text) : NOTHING;
    }

    /**
     * A value that holds nothing personal by what it is. Digits alone are a record's number, if they are not as many as those of
     * a telephone or the name of the field says so.
     */
    JsonNode plain(String name, JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        String text = value.textValue();
        boolean number = DIGITS.matcher(text).matches()
                && (!TELEPHONE.matcher(text).matches() || OF_A_RECORD.matcher(name).matches());
        return TextNode.valueOf(number ? withoutRemembered(text) : ownWords(text));
    }

    private String withoutRemembered(String text) {
        String shown = text;
        for (Map.Entry<String, String> one : remembered.entrySet()) {
            if (!PersonalTokens.isToken(shown) && shown.contains(one.getKey())) {
                shown = one.getKey().length() < SHORTEST_WITHIN_WORDS
                        ? shown.replaceAll(WORD_BEGINS + Pattern.quote(one.getKey()) + WORD_ENDS,
                                Matcher.quoteReplacement(one.getValue()))
                        : shown.replace(one.getKey(), one.getValue());
            }
        }
        return shown;
    }

    private UnaryOperator<String> contact(String kind) {
        return switch (treatment(kind)) {
            case CLEAR -> UnaryOperator.identity();
            case MASKED -> text -> Masks.of(kind, text);
            case TOKEN, HIDDEN -> text -> NOTHING;
        };
    }
}
