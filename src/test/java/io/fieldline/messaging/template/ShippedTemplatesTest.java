package io.fieldline.messaging.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fieldline.outreach.SmsSegments;
import io.fieldline.tenant.ConfigurationFolder;

class ShippedTemplatesTest {

    private static final Path FOLDER = Path.of("src/main/resources/templates");
    private static final int MOST_SEGMENTS = 2;

    @TempDir
    Path empty;

    @Test
    void areThereInEachLanguage() throws IOException {
        assertThat(names("es")).isNotEmpty().isEqualTo(names("en"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void nameOnlyValuesThatThereAreAndFitIntoTwoSegments(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.txt$", "");
        MessageTemplate template = new MessageTemplates(ConfigurationFolder.in(empty)).find("acme",
                file.getParent().getFileName().toString(), name);
        boolean email = name.endsWith(".email");
        Map<String, Object> values = new TreeMap<>();
        MessageValues.all().forEach(value -> values.put(value, value.endsWith("Link")
                ? "https://g.page/r/CdEfGhIjKlMnOpQ/review"
                : value.endsWith("Date") ? "December 31, 2026" : "Abcdefghijkl"));

        template.requireOnly(MessageValues.all());
        assertThat(template.titled()).isEqualTo(email);
        MessageTemplate.Text written = template.write(values);
        assertThat(written.html().isPresent()).isEqualTo(name.startsWith("membership-renewal") && email);
        written.html().ifPresent(html -> saysTheSame(written.body(), html));
        String text = written.body();
        assertThat(text).doesNotContain("{", "null");
        if (!email) {
            SmsSegments length = SmsSegments.of(text);
            assertThat(length.encoding()).isEqualTo(SmsSegments.Encoding.GSM_7);
            assertThat(length.segments()).as(length.toString()).isLessThanOrEqualTo(MOST_SEGMENTS);
        }
    }

    /** Word for word, but for the links, which are behind words there, and nothing that a mail program would have to fetch. */
    private static void saysTheSame(String text, String html) {
        assertThat(html).doesNotContain("<img", "<script", "<link", "src=", "{").contains("<html lang=");
        String words = html.substring(html.indexOf("<body")).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            int link = line.indexOf("https://");
            assertThat(words).contains(link < 0 ? line : line.substring(0, link).strip());
            if (link >= 0) {
                assertThat(html).contains("href=\"" + line.substring(link) + "\"");
            }
        });
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt")).toList().stream();
        }
    }

    private static Set<String> names(String language) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve(language))) {
            return files.map(file -> file.getFileName().toString()).collect(TreeSet::new, Set::add, Set::addAll);
        }
    }
}
