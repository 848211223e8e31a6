package io.fieldline.servicetitan.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.tenant.ServiceTitanAccount;

/** Where a request goes: host, path with its parameters filled in, encoded query. */
final class RequestAddress {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    /** What servers and everything on the way take for a step in the path, even encoded. */
    private static final Set<String> STEPS = Set.of(".", "..");

    private RequestAddress() {}

    static URI of(ServiceTitanAccount account, ApiRequest request) {
        StringBuilder address = new StringBuilder(account.apiUrl().toString()).append(path(account, request));
        char separator = '?';
        for (ApiRequest.QueryValue value : request.query()) {
            address.append(separator).append(encode(value.name())).append('=').append(encode(value.value()));
            separator = '&';
        }
        return URI.create(address.toString());
    }

    private static String path(ServiceTitanAccount account, ApiRequest request) {
        Map<String, String> values = request.path();
        Matcher parameters = PARAMETER.matcher(request.operation().path());
        StringBuilder path = new StringBuilder();
        while (parameters.find()) {
            String name = parameters.group(1);
            String value = name.equals("tenant") ? Long.toString(account.tenantId()) : values.get(name);
            if (value == null || value.isBlank()) {
                throw new RejectedRecordException(request.operation().method() + " " + request.operation().path()
                        + " needs a value for {" + name + "}");
            }
            if (STEPS.contains(value)) {
                throw new RejectedRecordException(request.operation().method() + " " + request.operation().path()
                        + " cannot have " + value + " for {" + name + "}: it would lead elsewhere");
            }
            parameters.appendReplacement(path, Matcher.quoteReplacement(encode(value)));
        }
        return parameters.appendTail(path).toString();
    }

    /** A space becomes %20 and a plus %2B: ServiceTitan reads a bare plus as a space, and its sort orders begin with one. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
