package io.fieldline.servicetitan.poll;

import java.util.function.Consumer;

import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.Patience;

/** Fetches one page of one tenant, with or without sharing the answer with others that ask the same. */
interface PageFetcher {

    /** @throws io.fieldline.failure.SyncException one of the four failures */
    Page fetch(ApiRequest request, Patience patience);

    /**
     * As {@link #fetch(ApiRequest, Patience)}.
     *
     * @param continues told the token of a feed's next page, if the answer says that there is one before it gives its rows;
     *        told again when a broken answer is asked for once more
     */
    default Page fetch(ApiRequest request, Patience patience, Consumer<String> continues) {
        return fetch(request, patience);
    }
}
