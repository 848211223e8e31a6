package io.fieldline.destination.salesforce;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of the org's API calls of the last 24 hours are gone, as the header <code>Sforce-Limit-Info</code> says.
 *
 * @param used by everybody, not by us alone
 * @param allowed in 24 hours
 */
public record ApiUsage(long used, long allowed) {

    private static final Pattern HEADER = Pattern.compile("api-usage=(\\d{1,12})/(\\d{1,12})");

    static Optional<ApiUsage> parse(String header) {
        Matcher matcher = HEADER.matcher(header);
        return matcher.find()
                ? Optional.of(new ApiUsage(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    boolean withinReserve(BigDecimal percent) {
        BigDecimal left = BigDecimal.valueOf(100L * (allowed - used));
        return left.compareTo(percent.multiply(BigDecimal.valueOf(allowed))) < 0;
    }
}
