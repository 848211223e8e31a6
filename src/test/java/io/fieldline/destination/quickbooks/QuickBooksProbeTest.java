package io.fieldline.destination.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ledger.BooksCatalogue.What;
import io.fieldline.sandbox.quickbooks.QuickBooksSettings;
import io.fieldline.sandbox.quickbooks.QuickBooksStandIn;
import io.fieldline.sync.SealedTokens;
import io.fieldline.tenant.Connection;

class QuickBooksProbeTest {

    private final QuickBooksStandIn quickBooks = QuickBooksStandIn
            .start(LocalCompany.UNLIMITED.withTax(QuickBooksSettings.Tax.AUTOMATED));
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final QuickBooksProbe probe = new QuickBooksProbe(new QuickBooksCompanies(new SealedTokens() {

        @Override
        public Optional<String> find(String account) {
            return Optional.ofNullable(tokens.get(account));
        }

        @Override
        public void keep(String account, String sealed) {
            tokens.put(account, sealed);
        }
    }, InstantSource.system()));

    @AfterEach
    void stop() {
        quickBooks.close();
    }

    @Test
    void tellsTheCompanysNameAndWhatItsOwnerShouldChange() {
        quickBooks.owner().prefer("{\"SalesFormsPrefs\":{\"AutoApplyCredit\":true,\"CustomTxnNumbers\":false}}");
        quickBooks.owner().closeBooks(Optional.of(LocalDate.of(2026, 9, 30)));
        QuickBooksProbe.Report report = probe.report(LocalCompany.connection(quickBooks, Map.of()), Set.of());

        assertThat(report.company()).isEqualTo("Prairie Home Services");
        assertThat(report.warnings()).satisfiesExactly(one -> assertThat(one).contains("applies credits automatically"),
                two -> assertThat(two).contains("custom transaction numbers are off"),
                three -> assertThat(three).contains("automated sales tax"));
        assertThat(report.notes()).containsExactly("its books are closed until 2026-09-30");
        assertThat(probe.problem(LocalCompany.connection(quickBooks, Map.of()))).as("warnings are no problem").isEmpty();
    }

    @Test
    void tellsWhatTheCodingNamesAndTheCompanyDoesNotKeep() {
        quickBooks.owner().prefer("{\"AccountingInfoPrefs\":{\"ClassTrackingPerTxnLine\":false,\"ClassTrackingPerTxn\":true,"
                + "\"TrackDepartments\":false},\"TaxPrefs\":{\"UsingSalesTax\":false},"
                + "\"CurrencyPrefs\":{\"MultiCurrencyEnabled\":true}}");
        Connection connection = LocalCompany.connection(quickBooks, Map.of());

        assertThat(probe.report(connection, Set.of(What.CLASS, What.LOCATION)).warnings()).satisfiesExactly(
                one -> assertThat(one).contains("sales tax is off"), two -> assertThat(two).contains("classes"),
                three -> assertThat(three).contains("locations"), four -> assertThat(four).contains("several currencies"));
        assertThat(probe.report(connection, Set.of()).warnings()).as("a coding that names neither").hasSize(2);
    }

    @Test
    void aCompanyThatIsNotOpenToTheApplicationIsAProblem() {
        Connection connection = LocalCompany.connection(quickBooks, Map.of());
        quickBooks.disconnect();

        assertThat(probe.problem(connection)).hasValueSatisfying(problem -> assertThat(problem).contains("refreshToken"));
        assertThat(probe.problem(LocalCompany.connection(quickBooks, Map.of("realmId", "42"))))
                .hasValueSatisfying(problem -> assertThat(problem).contains("42"));
    }

    @Test
    void aSettingThatCannotBeIsNamed() {
        assertThatThrownBy(
                () -> probe.report(LocalCompany.connection(quickBooks, Map.of("url", "books.example.com")), Set.of()))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("url").hasMessageContaining("'books'");
        assertThatThrownBy(() -> probe.report(LocalCompany.connection(quickBooks, Map.of("batchSize", 31L)), Set.of()))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("batchSize");
    }
}
