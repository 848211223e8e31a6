package io.fieldline.agent.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.DocumentProblem;

/** What the document about approvers may say. */
class ApproversDocumentTest {

    private static final String GOOD = """
            address: https://fieldline.example.com/
            slack: { connection: chat, tenant: acme }
            persons: { Dana: U024BE7LH, Lee: C024BE91L, Kim: "#approvals" }
            """;

    @TempDir
    Path folder;
    private final List<String> refusals = new ArrayList<>();
    private ApproversDocument document;

    @BeforeEach
    void open() {
        document = new ApproversDocument(ConfigurationFolder.in(folder), refusals::add);
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("approvers.yaml"), text);
    }

    private List<String> problems(String text) throws IOException {
        write(text);
        document.rescan();
        return document.problems().stream().map(DocumentProblem::message).toList();
    }

    @Test
    void itSaysWhereLinksBeginAndWhereEachPersonIsTold() throws IOException {
        document.rescan();
        assertThat(document.current()).isEmpty();
        assertThat(problems(GOOD)).isEmpty();
        assertThat(document.current()).contains(new Approvers("https://fieldline.example.com", "chat", Optional.of("acme"),
                Map.of("Dana", "U024BE7LH", "Lee", "C024BE91L", "Kim", "#approvals")));
    }

    @Test
    void allThatIsWrongIsNamedByFieldAndRuleAndTheLastGoodVersionStays() throws IOException {
        write(GOOD);
        document.rescan();
        assertThat(problems("""
                address: http://fieldline.example.com
                slack: { channel: x }
                persons: { Dana: dana@example.com, Lee: }
                person: x
                """)).containsExactlyInAnyOrder("approvers.yaml: person: is not known here; did you mean persons? (line 4)",
                "approvers.yaml: slack.channel: is not known here; known: connection, tenant (line 2)",
                "approvers.yaml: slack.connection: must name a connection of type slack (line 2)",
                "approvers.yaml: address: must be an https address without a query, such as https://fieldline.example.com;"
                        + " whoever reads a link on its way could approve by it (found \"http://fieldline.example.com\") (line 1)",
                "approvers.yaml: persons.Dana: must be the id of a member, such as U024BE7LH, or a channel's, or a channel's"
                        + " name such as #approvals (line 3)",
                "approvers.yaml: persons.Lee: must be a text (found nothing) (line 3)");
        assertThat(document.current()).isPresent();
        assertThat(refusals).singleElement().asString()
                .startsWith("approvers.yaml was refused, its last good version stays in effect: ");
        assertThat(problems("{}")).hasSize(3).allMatch(problem -> problem.contains(": must be "));
    }

    @Test
    void anAddressOfThisMachineNeedsNoEncryptionOthersDo() throws IOException {
        assertThat(problems(GOOD.replace("https://fieldline.example.com/", "http://127.0.0.1:8080"))).isEmpty();
        for (String wrong : List.of("http://10.0.0.1", "ftp://example.com", "example.com", "https://u@example.com",
                "https://example.com?x=1", "https://")) {
            assertThat(problems(GOOD.replace("https://fieldline.example.com/", '"' + wrong + '"'))).as(wrong).hasSize(1);
        }
    }

    @Test
    void aChangeIsTakenOnceTwoLooksFoundItTheSameAndNobodyIsToldWhenItGoes() throws IOException {
        write(GOOD);
        document.scan();
        assertThat(document.current()).as("seen once").isEmpty();
        document.scan();
        assertThat(document.current()).isPresent();
        Files.delete(folder.resolve("approvers.yaml"));
        document.scan();
        document.scan();
        assertThat(document.current()).isEmpty();
        assertThat(refusals).isEmpty();
    }
}
