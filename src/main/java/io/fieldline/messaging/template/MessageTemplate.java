package io.fieldline.messaging.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fieldline.failure.MisconfiguredException;

/**
 * One template: Qute text with values and <code>{#if}</code>, an e-mail's with a first line <code>Subject: …</code> and, where
 * there is a file of it, with the same as HTML. A value that a message does not have is an error and never a gap.
 */
public final class MessageTemplate {

    private static final Pattern SUBJECT = Pattern.compile("\\ASubject:[ \\t]*(.+)\\R\\R?");

    private final String place;
    private final TemplateFile source;
    private final Optional<TemplatePart> subject;
    private final TemplatePart body;
    private final Optional<TemplatePart> html;

    /** What a template made. */
    public record Text(Optional<String> subject, String body, Optional<String> html) {}

    private MessageTemplate(TemplateFile source, Optional<TemplatePart> subject, TemplatePart body,
            Optional<TemplatePart> html) {
        this.place = source.place();
        this.source = source;
        this.subject = subject;
        this.body = body;
        this.html = html;
    }

    /** @throws MisconfiguredException when it cannot be read as a template */
    static MessageTemplate parse(TemplateFile file) {
        String source = file.text();
        Matcher first = SUBJECT.matcher(source);
        boolean titled = first.find();
        String text = titled ? source.substring(first.end()) : source;
        if (text.isBlank()) {
            throw new MisconfiguredException(file.place() + ": must say something");
        }
        String above = source.substring(0, source.length() - text.stripLeading().length());
        int lines = (int) above.chars().filter(one -> one == '\n').count();
        return new MessageTemplate(file,
                titled ? Optional.of(TemplatePart.text(file.place(), first.group(1), 0)) : Optional.empty(),
                TemplatePart.text(file.place(), text.strip(), lines),
                file.html().map(html -> TemplatePart.html(file.htmlPlace(), html)));
    }

    boolean isOf(TemplateFile file) {
        return source.equals(file);
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
     * @throws MisconfiguredException naming the file, the line and the value
     */
    public void requireOnly(Collection<String> known) {
        parts().forEach(part -> part.requireOnly(known));
    }

    /**
     * Refuses a template that cannot be written when one value is missing and all others are there.
     *
     * @param reason why no message has it
     * @throws MisconfiguredException naming the file and the value
     */
    public void requireWithout(String value, String reason, Collection<String> known) {
        parts().forEach(part -> part.requireWithout(value, reason, known));
    }

    /** Whether it names the value. */
    public boolean names(String value) {
        return parts().stream().anyMatch(part -> part.names(value));
    }

    private List<TemplatePart> parts() {
        List<TemplatePart> parts = new ArrayList<>();
        subject.ifPresent(parts::add);
        parts.add(body);
        html.ifPresent(parts::add);
        return parts;
    }

    /**
     * @param values empty texts and nulls are missing
     * @throws io.fieldline.failure.RejectedRecordException when a value is missing, naming file and value
     */
    public Text write(Map<String, Object> values) {
        Map<String, Object> present = new LinkedHashMap<>(values);
        present.values().removeIf(value -> value == null || value instanceof String text && text.isBlank());
        return new Text(subject.map(title -> title.write(present).replaceAll("\\s+", " ")), body.write(present),
                html.map(part -> part.write(present)));
    }
}
