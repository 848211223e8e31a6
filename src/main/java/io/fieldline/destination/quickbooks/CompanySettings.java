package io.fieldline.destination.quickbooks;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.failure.RetryLaterException;

/** What the company's owner has chosen, not older than a minute. Safe for use by many threads. */
final class CompanySettings {

    private static final Duration FRESH = Duration.ofMinutes(1);

    private final QuickBooksClient client;
    private final InstantSource time;
    private JsonNode preferences;
    private Instant read = Instant.MIN;

    CompanySettings(QuickBooksClient client, InstantSource time) {
        this.client = client;
        this.time = time;
    }

    /** The last closed day. */
    Optional<LocalDate> closedUntil() {
        String day = preferences().path("AccountingInfoPrefs").path("BookCloseDate").asText("");
        try {
            return day.isEmpty()
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(day.substring(0, Math.min(10, day.length()))));
        } catch (DateTimeException e) {
            throw new RetryLaterException("QuickBooks' closing date is not a day: " + day, e);
        }
    }

    boolean customNumbers() {
        return preferences().path("SalesFormsPrefs").path("CustomTxnNumbers").asBoolean(true);
    }

    boolean appliesCreditsByItself() {
        return preferences().path("SalesFormsPrefs").path("AutoApplyCredit").asBoolean(false);
    }

    boolean worksOutTax() {
        return preferences().path("TaxPrefs").path("PartnerTaxEnabled").asBoolean(false);
    }

    /** A company whose preferences do not say so has set it up. */
    boolean usesSalesTax() {
        return preferences().path("TaxPrefs").path("UsingSalesTax").asBoolean(true);
    }

    boolean classesByLine() {
        return preferences().path("AccountingInfoPrefs").path("ClassTrackingPerTxnLine").asBoolean(true);
    }

    boolean locations() {
        return preferences().path("AccountingInfoPrefs").path("TrackDepartments").asBoolean(true);
    }

    boolean severalCurrencies() {
        return preferences().path("CurrencyPrefs").path("MultiCurrencyEnabled").asBoolean(false);
    }

    /** The closing date is asked for anew. */
    synchronized void forget() {
        read = Instant.MIN;
    }

    private synchronized JsonNode preferences() {
        Instant now = time.instant();
        if (read.equals(Instant.MIN) || read.plus(FRESH).isBefore(now)) {
            preferences = client.get("/preferences").map(body -> body.path("Preferences"))
                    .orElseThrow(() -> new RetryLaterException("QuickBooks did not give the company's preferences", null));
            read = now;
        }
        return preferences;
    }
}
