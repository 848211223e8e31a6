package io.fieldline.mapping;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

import com.google.i18n.phonenumbers.PhoneNumberUtil;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Tenant;

/**
 * What a conversion has to know of the tenant.
 *
 * @param country where a phone number without a country code is, ISO 3166, such as <code>US</code>
 * @param timeZone in which a calendar day begins
 * @param tables for <code>lookup</code>, by name: ServiceTitan's value, such as a campaign's id, and the CRM's
 */
public record MappingContext(String country, ZoneId timeZone, Map<String, Map<String, String>> tables) {

    public MappingContext {
        if (!PhoneNumberUtil.getInstance().getSupportedRegions().contains(country)) {
            throw new MisconfiguredException(
                    "country: must be a country's two letters in capitals, such as US (found \"" + country + "\")");
        }
        Map<String, Map<String, String>> copies = new HashMap<>();
        tables.forEach((name, table) -> copies.put(name, Map.copyOf(table)));
        tables = Map.copyOf(copies);
    }

    public static MappingContext of(Tenant tenant, String country) {
        return new MappingContext(country, tenant.timeZone(), Map.of());
    }

    /** The same with one more table, or another content of it. */
    public MappingContext with(String name, Map<String, String> table) {
        Map<String, Map<String, String>> more = new HashMap<>(tables);
        more.put(name, table);
        return new MappingContext(country, timeZone, more);
    }
}
