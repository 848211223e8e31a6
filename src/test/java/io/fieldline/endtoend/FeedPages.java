package io.fieldline.endtoend;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.fieldline.published.PublishedServiceTitan;

/** The pages of a feed that were served whole, by the token they were asked with, in the order of their first time. */
final class FeedPages {

    private FeedPages() {}

    static List<String> of(PublishedServiceTitan serviceTitan, String collection) {
        return serviceTitan.ledger().served().stream().filter(served -> served.path().endsWith("/export/" + collection))
                .map(served -> token(served.query())).distinct().toList();
    }

    private static String token(String query) {
        for (String pair : query.split("&")) {
            if (pair.startsWith("from=")) {
                return URLDecoder.decode(pair.substring("from=".length()), StandardCharsets.UTF_8);
            }
        }
        return "";
    }
}
