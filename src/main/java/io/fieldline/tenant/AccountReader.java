package io.fieldline.tenant;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.ServiceTitanAccount.WebhookSettings;
import io.fieldline.tenant.ServiceTitanAccount.WebhookSettings.Encoding;

/** Reads the <code>servicetitan:</code> block of a tenant document. */
final class AccountReader {

    static final int DEFAULT_RATE_LIMIT = 60;
    static final int HIGHEST_RATE_LIMIT = 1000;
    static final String DEFAULT_SIGNATURE_HEADER = "X-ServiceTitan-Signature";

    private static final Set<String> KNOWN = Set.of("environment", "tenantId", "appKey", "clientId", "clientSecret", "apiUrl",
            "authUrl", "rateLimit", "networkClient", "webhook", "applicationGuid");
    private static final List<String> WEBHOOK = List.of("key", "header", "encoding", "prefix", "unsigned");
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Fields fields;

    AccountReader(Fields fields) {
        this.fields = fields;
    }

    /** Empty when anything required is missing or wrong. */
    Optional<ServiceTitanAccount> read(Mapping account, boolean network) {
        fields.onlyKnown(account, KNOWN);
        Optional<Environment> environment = environment(account);
        Optional<Long> tenantId = tenantId(account);
        Optional<Secret> appKey = secret(account, "appKey");
        Optional<String> clientId = clientId(account);
        Optional<Secret> clientSecret = secret(account, "clientSecret");
        Optional<URI> apiUrl = url(account, "apiUrl", environment).or(() -> environment.map(Environment::apiUrl));
        Optional<URI> authUrl = url(account, "authUrl", environment).or(() -> environment.map(Environment::authUrl));
        int rateLimit = rateLimit(account);
        boolean networkClient = Fields.isPresent(account, "networkClient")
                ? fields.bool(account.get("networkClient")).orElse(network)
                : network;
        Optional<WebhookSettings> webhook = webhook(account);
        Optional<String> applicationGuid = applicationGuid(account);
        if (environment.isEmpty() || tenantId.isEmpty() || appKey.isEmpty() || clientId.isEmpty() || clientSecret.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ServiceTitanAccount(environment.get(), tenantId.get(), appKey.get(), clientId.get(),
                clientSecret.get(), apiUrl.orElseThrow(), authUrl.orElseThrow(), rateLimit, networkClient, webhook,
                applicationGuid));
    }

    private Optional<Environment> environment(Mapping account) {
        String rule = "must be production, integration or sandbox; there is no default";
        if (!fields.required(account, "environment", rule)) {
            return Optional.empty();
        }
        Optional<String> written = fields.text(account.get("environment"));
        Optional<Environment> known = written.flatMap(text -> Arrays.stream(Environment.values())
                .filter(environment -> environment.name().toLowerCase(Locale.ROOT).equals(text)).findFirst());
        if (written.isPresent() && known.isEmpty()) {
            return fields.refused(account.get("environment"), rule);
        }
        return known;
    }

    private Optional<Long> tenantId(Mapping account) {
        String rule = "must be the tenant's number in ServiceTitan, above zero";
        if (!fields.required(account, "tenantId", rule)) {
            return Optional.empty();
        }
        Optional<Long> number = fields.integer(account.get("tenantId"));
        return number.isPresent() && number.get() < 1 ? fields.refused(account.get("tenantId"), rule) : number;
    }

    private Optional<String> clientId(Mapping account) {
        return fields.required(account, "clientId", "must be given: the client id of this tenant and application")
                ? fields.text(account.get("clientId"))
                : Optional.empty();
    }

    private Optional<Secret> secret(Mapping account, String name) {
        return fields.required(account, name, "must be given, best as ${secret:NAME}")
                ? fields.secret(account.get(name))
                : Optional.empty();
    }

    private int rateLimit(Mapping account) {
        if (!Fields.isPresent(account, "rateLimit")) {
            return DEFAULT_RATE_LIMIT;
        }
        Optional<Long> rate = fields.integer(account.get("rateLimit"));
        if (rate.isPresent() && (rate.get() < 1 || rate.get() > HIGHEST_RATE_LIMIT)) {
            fields.refused(account.get("rateLimit"), "must be 1 to " + HIGHEST_RATE_LIMIT + " requests per second");
            return DEFAULT_RATE_LIMIT;
        }
        return rate.map(Long::intValue).orElse(DEFAULT_RATE_LIMIT);
    }

    private Optional<String> applicationGuid(Mapping account) {
        if (!Fields.isPresent(account, "applicationGuid")) {
            return Optional.empty();
        }
        Optional<String> written = fields.text(account.get("applicationGuid"));
        return written.isPresent() && !GUID.matcher(written.get()).matches()
                ? fields.refused(account.get("applicationGuid"), "must be the application's external data GUID, such as"
                        + " 7f0c2f6a-0d5e-4b1e-9a53-3f0d5a1c2b11")
                : written.map(guid -> guid.toLowerCase(Locale.ROOT));
    }

    private Optional<URI> url(Mapping account, String name, Optional<Environment> environment) {
        if (!Fields.isPresent(account, name)) {
            return Optional.empty();
        }
        return fields.text(account.get(name)).flatMap(text -> {
            Optional<URI> address = address(text);
            if (address.isEmpty()) {
                return fields.refused(account.get(name), "must be an http or https address without user, path or query, "
                        + "such as https://api.example.com");
            }
            boolean clear = "http".equalsIgnoreCase(address.get().getScheme()) && !LOOPBACK.contains(address.get().getHost());
            if (clear && environment.isPresent() && environment.get() != Environment.SANDBOX) {
                return fields.refused(account.get(name), "must use https: credentials of "
                        + environment.get().name().toLowerCase(Locale.ROOT) + " do not travel unencrypted");
            }
            return address;
        });
    }

    private static Optional<URI> address(String text) {
        try {
            URI address = new URI(text);
            boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            boolean bare = address.getHost() != null && address.getRawPath().isEmpty() && address.getRawQuery() == null
                    && address.getRawFragment() == null && address.getRawUserInfo() == null;
            return web && bare ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private Optional<WebhookSettings> webhook(Mapping account) {
        if (!Fields.isPresent(account, "webhook")) {
            return Optional.empty();
        }
        Mapping webhook = fields.mapping(account, "webhook");
        fields.onlyKnown(webhook, WEBHOOK);
        boolean unsigned = Fields.isPresent(webhook, "unsigned") && fields.bool(webhook.get("unsigned")).orElse(false);
        Optional<Secret> key = key(webhook, unsigned);
        String header = textOr(webhook, "header", DEFAULT_SIGNATURE_HEADER);
        String prefix = textOr(webhook, "prefix", "");
        return Optional.of(new WebhookSettings(key, header, encoding(webhook), prefix));
    }

    private Optional<Secret> key(Mapping webhook, boolean unsigned) {
        if (unsigned) {
            List<String> others = new ArrayList<>(webhook.fields().keySet());
            others.remove("unsigned");
            if (!others.isEmpty()) {
                fields.refuse(webhook.placeOf("unsigned"), "must stand alone: without a signature there is no "
                        + String.join(", ", others));
            }
            return Optional.empty();
        }
        if (!fields.required(webhook, "key", "must be given, best as ${secret:NAME}, or say unsigned: true")) {
            return Optional.empty();
        }
        Optional<Secret> key = fields.secret(webhook.get("key"));
        key.map(Secret::reveal).map(String::length).filter(length -> length < 32 || length > 64).ifPresent(
                length -> fields.refuse(webhook.placeOf("key"), "must have 32 to 64 characters (found " + length + ")"));
        return key;
    }

    private Encoding encoding(Mapping webhook) {
        String written = textOr(webhook, "encoding", "hex");
        return switch (written) {
            case "hex" -> Encoding.HEX;
            case "base64" -> Encoding.BASE64;
            default -> {
                fields.refused(webhook.get("encoding"), "must be hex or base64");
                yield Encoding.HEX;
            }
        };
    }

    private String textOr(Mapping mapping, String name, String otherwise) {
        return Fields.isPresent(mapping, name) ? fields.text(mapping.get(name)).orElse(otherwise) : otherwise;
    }
}
