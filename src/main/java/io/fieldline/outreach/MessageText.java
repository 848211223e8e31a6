package io.fieldline.outreach;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a template made of a message; the parts are those of {@link OutgoingMessage}. */
public record MessageText(Optional<String> subject, String body, Optional<String> html, Optional<URI> unsubscribe,
        Map<String, Object> properties) {

    public MessageText {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(html, "html");
        Objects.requireNonNull(unsubscribe, "unsubscribe");
        Objects.requireNonNull(body, "body");
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    public static MessageText plain(String body) {
        return new MessageText(Optional.empty(), body, Optional.empty(), Optional.empty(), Map.of());
    }
}
