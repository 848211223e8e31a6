package io.fieldline.messaging.template;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.tenant.NearMisses;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Expression;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;

/**
 * One template: Qute text with values and <code>{#if}</code>, an e-mail's with a first line <code>Subject: …</code>. A value
 * that a message does not have is an error and never a gap.
 */
public final class MessageTemplate {

    private static final Engine ENGINE = Engine.builder().addDefaultValueResolvers()
            .addSectionHelper(new IfSectionHelper.Factory()).strictRendering(true).removeStandaloneLines(true).build();
    private static final Pattern SUBJECT = Pattern.compile("\\ASubject:[ \\t]*(.+)\\R\\R?");
    private static final Pattern GAP = Pattern.compile("\\{[^{}#/]*\\?\\?\\s*\\}");
    private static final Pattern BLANKS = Pattern.compile("(?<!\\\\)\\{\\s+[A-Za-z]");

    private final String place;
    private final String source;
    private final Optional<Template> subject;
    private final Template body;

    /** What a template made. */
    public record Text(Optional<String> subject, String body) {}

    private MessageTemplate(String place, String source, Optional<Template> subject, Template body) {
        this.place = place;
        this.source = source;
        this.subject = subject;
        this.body = body;
    }

    /**
     * @param place where it is, for messages
     * @throws MisconfiguredException when it cannot be read as a template
     */
    static MessageTemplate parse(String place, String source) {
        if (BLANKS.matcher(source).find()) {
            throw new MisconfiguredException(place + ": a value is written without blanks behind the brace, as {company}");
        }
        Matcher gap = GAP.matcher(source);
        if (gap.find()) {
            throw new MisconfiguredException(place + ": " + gap.group()
                    + " would leave a gap where the value is missing; give something in its place, as {value ?: 'our team'}");
        }
        Matcher first = SUBJECT.matcher(source);
        boolean titled = first.find();
        String text = titled ? source.substring(first.end()) : source;
        if (text.isBlank()) {
            throw new MisconfiguredException(place + ": must say something");
        }
        return new MessageTemplate(place, source, titled ? Optional.of(template(place, first.group(1))) : Optional.empty(),
                template(place, text.strip()));
    }

    private static Template template(String place, String text) {
        try {
            return ENGINE.parse(text, null, place);
        } catch (TemplateException wrong) {
            throw new MisconfiguredException(place + ": " + wrong.getMessage(), wrong);
        }
    }

    boolean isOf(String text) {
        return source.equals(text);
    }

    /** Whether it has a subject, as e-mails do. */
    public boolean titled() {
        return subject.isPresent();
    }

    /** Where it is, for messages. */
    public String place() {
        return place;
    }

    /**
     * Refuses a template that names a value which no message about such a record can have.
     *
     * @throws MisconfiguredException naming the template and the value
     */
    public void requireOnly(Collection<String> known) {
        Set<String> unknown = new TreeSet<>();
        Stream.concat(subject.stream(), Stream.of(body)).map(Template::getExpressions).flatMap(List::stream)
                .filter(expression -> !expression.isLiteral() && !known.contains(name(expression)))
                .forEach(expression -> unknown.add(name(expression)));
        unknown.stream().findFirst().ifPresent(name -> {
            throw new MisconfiguredException(place + ": there is no value " + name + "; " + NearMisses.hint(name, known));
        });
    }

    /** Whether it names the value. */
    public boolean names(String value) {
        return Stream.concat(subject.stream(), Stream.of(body)).map(Template::getExpressions).flatMap(List::stream)
                .anyMatch(expression -> !expression.isLiteral() && name(expression).equals(value));
    }

    private static String name(Expression expression) {
        return (expression.hasNamespace() ? expression.getNamespace() + ":" : "") + expression.getParts().get(0).getName();
    }

    /**
     * @param values empty texts and nulls are missing
     * @throws RejectedRecordException when a value is missing, naming template and value
     */
    public Text write(Map<String, Object> values) {
        Map<String, Object> present = new LinkedHashMap<>(values);
        present.values().removeIf(value -> value == null || value instanceof String text && text.isBlank());
        return new Text(subject.map(title -> render(title, present).replaceAll("\\s+", " ")), render(body, present));
    }

    private String render(Template template, Map<String, Object> values) {
        String text;
        try {
            text = template.render(values).strip();
        } catch (TemplateException missing) {
            Object expression = missing.getArguments().get("expression");
            throw new RejectedRecordException(expression == null
                    ? "template " + place + " could not be written: " + missing.getMessage()
                    : "template " + place + " needs the value " + expression + ", which is missing", missing);
        }
        if (text.isEmpty()) {
            throw new RejectedRecordException("template " + place + " came out empty");
        }
        return text;
    }
}
