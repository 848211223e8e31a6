package io.fieldline.messaging.template;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.tenant.NearMisses;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Expression;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.Variant;

/** A piece of a template file, a subject, a text or HTML, in which values are escaped, that knows where in the file it is. */
final class TemplatePart {

    private static final Engine ENGINE = Engine.builder().addDefaultValueResolvers()
            .addSectionHelper(new IfSectionHelper.Factory()).addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
            .strictRendering(true).removeStandaloneLines(true).build();
    private static final Pattern GAP = Pattern.compile("\\{[^{}#/]*\\?\\?\\s*\\}");
    private static final Pattern BLANKS = Pattern.compile("(?<!\\\\)\\{\\s+[A-Za-z]");
    /** A style sheet's rules stand in braces too. */
    private static final Pattern BLANKS_OF_HTML = Pattern.compile("(?<!\\\\)\\{\\s+[A-Za-z][A-Za-z0-9.]*\\s*[}?]");
    private static final Pattern AS_IT_IS = Pattern.compile("\\{[^{}]*\\.(raw|safe)\\b[^{}]*\\}");

    private final String place;
    private final Template template;
    /** How many lines of the file come before it. */
    private final int above;

    private TemplatePart(String place, Template template, int above) {
        this.place = place;
        this.template = template;
        this.above = above;
    }

    /**
     * @param place the file, for messages
     * @throws MisconfiguredException when it cannot be read as a template
     */
    static TemplatePart text(String place, String text, int above) {
        refuse(place, text, above, BLANKS, "a value is written without blanks behind the brace, as {company}");
        return of(place, text, above, Variant.forContentType(Variant.TEXT_PLAIN));
    }

    /** As {@link #text}. */
    static TemplatePart html(String place, String html) {
        refuse(place, html, 0, BLANKS_OF_HTML, "a value is written without blanks behind the brace, as {company}");
        refuse(place, html, 0, AS_IT_IS, "a value is text and no HTML, so it is always escaped");
        return of(place, html, 0, Variant.forContentType(Variant.TEXT_HTML));
    }

    private static TemplatePart of(String place, String text, int above, Variant variant) {
        Matcher gap = GAP.matcher(text);
        if (gap.find()) {
            throw new MisconfiguredException(at(place, above + line(text, gap.start())) + ": " + gap.group()
                    + " would leave a gap where the value is missing; give something in its place, as {value ?: 'our team'}");
        }
        try {
            return new TemplatePart(place, ENGINE.parse(text, variant, place), above);
        } catch (TemplateException wrong) {
            String where = wrong.getOrigin() == null ? place : at(place, above + wrong.getOrigin().getLine());
            throw new MisconfiguredException(where + ": " + wrong.getMessage(), wrong);
        }
    }

    private static void refuse(String place, String text, int above, Pattern pattern, String rule) {
        Matcher found = pattern.matcher(text);
        if (found.find()) {
            throw new MisconfiguredException(at(place, above + line(text, found.start())) + ": " + rule);
        }
    }

    private static int line(String text, int position) {
        return 1 + (int) text.substring(0, position).chars().filter(one -> one == '\n').count();
    }

    private static String at(String place, int line) {
        return place + ", line " + line;
    }

    /** @throws MisconfiguredException naming file, line and value when it names one that is not known */
    void requireOnly(Collection<String> known) {
        template.getExpressions().stream().filter(expression -> !expression.isLiteral() && !known.contains(name(expression)))
                .findFirst().ifPresent(unknown -> {
                    throw new MisconfiguredException(at(place, above + unknown.getOrigin().getLine()) + ": there is no value "
                            + name(unknown) + "; " + NearMisses.hint(name(unknown), known));
                });
    }

    boolean names(String value) {
        return template.getExpressions().stream()
                .anyMatch(expression -> !expression.isLiteral() && name(expression).equals(value));
    }

    private static String name(Expression expression) {
        return (expression.hasNamespace() ? expression.getNamespace() + ":" : "") + expression.getParts().get(0).getName();
    }

    /** @throws MisconfiguredException when it cannot be written without a value although all others are there */
    void requireWithout(String value, String reason, Collection<String> known) {
        Map<String, Object> others = known.stream().filter(name -> !name.equals(value))
                .collect(Collectors.toMap(name -> name, name -> name));
        try {
            template.render(others);
        } catch (TemplateException missing) {
            String expression = String.valueOf(missing.getArguments().get("expression"));
            if (expression.matches(Pattern.quote(value) + "\\b.*")) {
                throw new MisconfiguredException(place + ": needs the value " + value + ", which no message has: " + reason,
                        missing);
            }
        }
    }

    /** @throws RejectedRecordException when a value is missing, naming file and value */
    String write(Map<String, Object> values) {
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
