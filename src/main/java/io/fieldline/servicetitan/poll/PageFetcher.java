package io.fieldline.servicetitan.poll;

import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.Patience;

/** Fetches one page of one tenant, with or without sharing the answer with others that ask the same. */
interface PageFetcher {

    /** @throws io.fieldline.failure.SyncException one of the four failures */
    Page fetch(ApiRequest request, Patience patience);
}
