package io.fieldline.messaging.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.ConfigurationFolder;

/**
 * The templates of messages. One is looked for under the tenant's name and the language, then under the language, in
 * <code>config/templates</code>, then among the shipped ones; whatever is found first is the one. An e-mail's HTML is beside its
 * text and nowhere else, so that both say the same. The owner's files are looked at each time they are needed, so that a change
 * counts from the next message on.
 */
public final class MessageTemplates {

    private static final String SHIPPED = "templates/";

    private final Path folder;
    private final Map<String, MessageTemplate> parsed = new ConcurrentHashMap<>();

    public MessageTemplates(ConfigurationFolder configuration) {
        this.folder = configuration.templates();
    }

    /**
     * @param name with the channel's ending, if it has one: <code>review-request</code>, <code>job-booked.email</code>
     * @throws MisconfiguredException when there is none, or it cannot be used; the message names the file and the rule
     */
    public MessageTemplate find(String tenant, String language, String name) {
        String file = name + TemplateFile.TEXT;
        String html = name + TemplateFile.HTML;
        List<Path> owned = List.of(folder.resolve(tenant).resolve(language).resolve(file),
                folder.resolve(language).resolve(file));
        for (Path place : owned) {
            Optional<String> text = read(place);
            if (text.isPresent()) {
                return parse(new TemplateFile(place.toString(), text.get(), read(place.resolveSibling(html))));
            }
        }
        String shipped = language + "/" + file;
        return shipped(shipped).map(
                text -> parse(new TemplateFile("the shipped " + shipped, text, shipped(language + "/" + html)))).orElseThrow(
                        () -> new MisconfiguredException(
                                "There is no template " + name + " in the language " + language + ": put one at "
                                        + owned.get(1)));
    }

    private MessageTemplate parse(TemplateFile file) {
        MessageTemplate known = parsed.get(file.place());
        if (known == null || !known.isOf(file)) {
            known = MessageTemplate.parse(file);
            parsed.put(file.place(), known);
        }
        return known;
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (CharacterCodingException notText) {
            throw new MisconfiguredException(file + ": must be UTF-8 text", notText);
        } catch (IOException unreadable) {
            throw new MisconfiguredException(file + ": cannot be read: " + unreadable, unreadable);
        }
    }

    private static Optional<String> shipped(String name) {
        try (InputStream content = MessageTemplates.class.getClassLoader().getResourceAsStream(SHIPPED + name)) {
            return content == null
                    ? Optional.empty()
                    : Optional.of(new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
