package io.fieldline.messaging.template;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    /** How many lines of the file come before the body. */
    private final int above;

    /** What a template made. */
    public record Text(Optional<String> subject, String body) {}

    private MessageTemplate(String place, String source, Optional<Template> subject, Template body, int above) {
        this.place = place;
        this.source = source;
        this.subject = subject;
        this.body = body;
        this.above = above;
    }

    /**
     * @param place where it is, for messages
     * @throws MisconfiguredException when it cannot be read as a template
     */
    static MessageTemplate parse(String place, String source) {
        Matcher blanks = BLANKS.matcher(source);
        if (blanks.find()) {
            throw new MisconfiguredException(at(place, lines(source, blanks.start()) + 1) + ": a value is written without blanks behind the brace, as {company}");
        }
        Matcher gap = GAP.matcher(source);
        if (gap.find()) {
            throw new MisconfiguredException(at(place, lines(source, gap.start()) + 1) + ": " + gap.group()
                    + " would leave a gap where the value is missing; give something in its place, as {value ?: 'our team'}");
        }
        Matcher first = SUBJECT.matcher(source);
        boolean titled = first.find();
        String text = titled ? source.substring(first.end()) : source;
        if (text.isBlank()) {
            throw new MisconfiguredException(place + ": must say something");
        }
        int above = lines(source, source.length() - text.stripLeading().length());
        return new MessageTemplate(place, source,
                titled ? Optional.of(template(place, first.group(1), 0)) : Optional.empty(),
                template(place, text.strip(), above), above);
    }

    private static Template template(String place, String text, int above) {
        try {
            return ENGINE.parse(text, null, place);
        } catch (TemplateException wrong) {
            String where = wrong.getOrigin() == null ? place : at(place, above + wrong.getOrigin().getLine());
            throw new MisconfiguredException(where + ": " + wrong.getMessage(), wrong);
        }
    }

    private static int lines(String text, int end) {
        return (int) text.substring(0, end).lines().count() - (end == 0 || text.charAt(end - 1) == '\n' ? 0 : 1);
    }

    private static String at(String place, int line) {
        return place + ", line " + line;
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
        refuse(subject, 0, known);
        refuse(Optional.of(body), above, known);
    }

    private void refuse(Optional<Template> part, int before, Collection<String> known) {
        part.stream().map(Template::getExpressions).flatMap(List::stream)
                .filter(expression -> !expression.isLiteral() && !known.contains(name(expression))).findFirst()
                .ifPresent(unknown -> {
                    throw new MisconfiguredException(at(place, before + unknown.getOrigin().getLine()) + ": there is no value "
                            + name(unknown) + "; " + NearMisses.hint(name(unknown), known));
                });
    }

    /**
     * Refuses a template that cannot be written when one value is missing and all others are there.
     *
     * @param reason why no message has it
     * @throws MisconfiguredException naming the template and the value
     */
    public void requireWithout(String value, String reason, Collection<String> known) {
        Map<String, Object> others = known.stream().filter(name -> !name.equals(value))
                .collect(Collectors.toMap(name -> name, name -> name));
        for (Template part : Stream.concat(subject.stream(), Stream.of(body)).toList()) {
            try {
                part.render(others);
            } catch (TemplateException missing) {
                String expression = String.valueOf(missing.getArguments().get("expression"));
                if (expression.matches(Pattern.quote(value) + "\\b.*")) {
                    throw new MisconfiguredException(
                            place + ": needs the value " + value + ", which no message has: " + reason, missing);
                }
            }
        }
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
