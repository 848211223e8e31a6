package io.fieldline.mcp;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where clients learn who makes access tokens for this server (RFC 9728). There is nothing to learn where nobody does.
 */
final class ProtectedResource {

    static final String PATH = "/.well-known/oauth-protected-resource";

    private final Optional<URI> address;
    private final Supplier<Set<String>> issuers;

    ProtectedResource(Optional<URI> address, Supplier<Set<String>> issuers) {
        this.address = address;
        this.issuers = issuers;
    }

    static boolean is(String path) {
        return path.equals(PATH) || path.equals(PATH + "/mcp");
    }

    /** @return empty where no access token is taken */
    Optional<ObjectNode> metadata() {
        Set<String> known = issuers.get();
        return address.filter(uri -> !known.isEmpty()).map(uri -> {
            ObjectNode metadata = JsonNodeFactory.instance.objectNode().put("resource", uri.toString())
                    .put("resource_name", "Fieldline");
            known.stream().sorted().forEach(metadata.putArray("authorization_servers")::add);
            metadata.putArray("bearer_methods_supported").add("header");
            return metadata;
        });
    }

    /** @param given whether the request had credentials that were not good enough */
    String challenge(boolean given) {
        String challenge = "Bearer realm=\"fieldline\"" + (given ? ", error=\"invalid_token\"" : "");
        return metadata().isEmpty()
                ? challenge
                : challenge
                        + address.map(uri -> ", resource_metadata=\"" + uri.getScheme() + "://" + uri.getRawAuthority() + PATH
                                + uri.getRawPath() + "\"").orElse("");
    }
}
