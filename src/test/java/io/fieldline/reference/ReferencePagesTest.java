package io.fieldline.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fieldline.flow.FlowLibrary;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.tenant.ConfigurationFolder;

class ReferencePagesTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(?:#[^)]*)?\\)");

    @Test
    void theComponentsPageSaysWhatTheCodeSays() throws IOException {
        compare(new ReferencePage(Path.of("docs/component.md")), ComponentReference.load().render());
    }

    @Test
    void thePageOfTenantDocumentsSaysWhatTheCodeSays(@TempDir Path empty) {
        compare(new ReferencePage(Path.of("docs/tenant-documents.md")), new TenantDocumentReference(empty).render());
    }

    @Test
    void thePageOfMessageProvidersSaysWhatTheCodeSays() {
        compare(new ReferencePage(Path.of("docs/destinations-messages.md")), MessageProviderReference.render());
    }

    @Test
    void thePageOfAgentsToolsSaysWhatTheCodeSays() {
        compare(new ReferencePage(Path.of("docs/agents-tools.md")), AgentToolReference.render());
    }

    private static void compare(ReferencePage page, String rendered) {
        if (Boolean.getBoolean("docs.write")) {
            page.write(rendered);
        }
        assertThat(page.section())
                .as("write the page anew with: mvn test -Dtest=ReferencePagesTest -Ddocs.write=true").isEqualTo(rendered);
    }

    @Test
    void theReadmeLinksToTheFileOfEveryShippedFlow(@TempDir Path empty) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        assertThat(new FlowLibrary(ConfigurationFolder.in(empty), Catalog.load()).flows())
                .isNotEmpty()
                .allSatisfy(flow -> assertThat(readme).contains("(src/main/resources/routes/" + flow + ".yaml)"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFile(Path page) throws IOException {
        assertThat(LINK.matcher(Files.readString(page)).results().map(link -> link.group(1))
                .filter(target -> !target.startsWith("http")))
                .allSatisfy(target -> assertThat(page.toAbsolutePath().resolveSibling(target)).exists());
    }

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md")),
                    docs.filter(file -> file.toString().endsWith(".md")).toList().stream());
        }
    }
}
