package io.fieldline.messaging.template;

import java.util.Optional;

/**
 * A template as it was found.
 *
 * @param place where it is, for messages: a path that ends in <code>.txt</code>
 * @param html what stands in the file beside it that ends in <code>.html</code>
 */
record TemplateFile(String place, String text, Optional<String> html) {

    static final String TEXT = ".txt";
    static final String HTML = ".html";

    String htmlPlace() {
        return place.substring(0, place.length() - TEXT.length()) + HTML;
    }
}
