package io.fieldline.ledger.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.ConfigurationFolder;

class CodingsTest {

    @TempDir
    private Path config;
    private final List<String> refusals = new ArrayList<>();
    private Codings codings;

    @BeforeEach
    void setUp() {
        codings = new Codings(ConfigurationFolder.in(config), refusals::add);
    }

    @Test
    void readsEachTenantsOwnFile() throws IOException {
        write("acme", "cutOver: 2026-10-01");
        write("bolt", "cutOver: 2026-11-01");

        assertThat(codings.coding("acme").cutOver()).isEqualTo(LocalDate.of(2026, 10, 1));
        assertThat(codings.coding("bolt").cutOver()).isEqualTo(LocalDate.of(2026, 11, 1));
    }

    @Test
    void takesAChangedFileAtTheNextAskAndReadsAnUnchangedOneOnlyOnce() throws IOException {
        write("acme", "cutOver: 2026-10-01");
        Coding before = codings.coding("acme");
        assertThat(codings.coding("acme")).isSameAs(before);

        write("acme", "cutOver: 2026-10-02");
        assertThat(codings.coding("acme").cutOver()).isEqualTo(LocalDate.of(2026, 10, 2));
    }

    @Test
    void keepsTheLastGoodVersionWhileTheFileIsWrongAndTellsOfItOnce() throws IOException {
        write("acme", "cutOver: 2026-10-01");
        codings.coding("acme");
        write("acme", "cutOver: soon");

        assertThat(codings.coding("acme").cutOver()).isEqualTo(LocalDate.of(2026, 10, 1));
        assertThat(codings.coding("acme").cutOver()).isEqualTo(LocalDate.of(2026, 10, 1));
        assertThat(codings.problems("acme")).hasSize(1);
        assertThat(refusals).singleElement().asString().contains("acme.yaml: cutOver: must be a day");

        write("acme", "cutOver: 2026-10-03");
        assertThat(codings.problems("acme")).isEmpty();
        assertThat(codings.coding("acme").cutOver()).isEqualTo(LocalDate.of(2026, 10, 3));
    }

    @Test
    void saysWhereTheFileMustBe() {
        assertThatThrownBy(() -> codings.coding("acme")).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining(config.resolve("accounting").resolve("acme.yaml") + ": must be there");
    }

    @Test
    void aFileThatNeverWasRightIsRefusedWithAllItsProblems() throws IOException {
        write("acme", "finalized: never\nterms: none");
        assertThatThrownBy(() -> codings.coding("acme")).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("cutOver: must be given").hasMessageContaining("finalized: must be one of")
                .hasMessageContaining("terms: must be a list of rows");
        assertThat(refusals).isEmpty();
    }

    private void write(String tenant, String content) throws IOException {
        Files.createDirectories(config.resolve("accounting"));
        Files.writeString(codings.file(tenant), content);
    }
}
