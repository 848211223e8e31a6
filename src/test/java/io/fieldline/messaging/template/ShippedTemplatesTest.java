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
        String text = template.write(values).body();
        assertThat(text).doesNotContain("{", "null");
        if (!email) {
            SmsSegments length = SmsSegments.of(text);
            assertThat(length.encoding()).isEqualTo(SmsSegments.Encoding.GSM_7);
            assertThat(length.segments()).as(length.toString()).isLessThanOrEqualTo(MOST_SEGMENTS);
        }
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile).toList().stream();
        }
    }

    private static Set<String> names(String language) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve(language))) {
            return files.map(file -> file.getFileName().toString()).collect(TreeSet::new, Set::add, Set::addAll);
        }
    }
}
