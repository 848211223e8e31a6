package io.fieldline.servicetitan.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What one has to know of an operation beyond its signature. From the published descriptions and from what integrators
 * observed.
 *
 * @param pageSizeCap the largest page that is answered
 * @param pageSizeDefault the page size when none is asked for
 * @param firstPage the number of the first page
 * @param inactive the argument that brings inactive rows too, null where there is none
 * @param hidesInactive whether the documents say that only active rows come without that argument
 * @param sortFields fields that <code>sort</code> is documented to take; empty where the documents name none
 * @param sortTrusted false where sorting by ModifiedOn was seen refused or ignored
 * @param sequential whether concurrent requests were seen to answer wrong rows
 * @param requiresOneOf query parameters of which at least one must be there; empty where none must
 * @param defaults arguments that the API insists on and that go along when the caller gives none
 * @param reads whether it changes nothing although it is not a GET
 * @param retryStatus status codes that mean "again later" here, beyond the usual ones
 * @param interval the shortest time between two equal requests, null where only the general limit holds
 * @param intervalParameter the path parameter that makes requests equal, null with no interval
 * @param retired whether it left the public documents after March 2026; it may answer 404 or 405
 */
record Quirks(int pageSizeCap, int pageSizeDefault, int firstPage, QueryArgument inactive, boolean hidesInactive,
        List<String> sortFields, boolean sortTrusted, boolean sequential, List<String> requiresOneOf,
        List<QueryArgument> defaults, boolean reads,
        Set<Integer> retryStatus, Duration interval, String intervalParameter, boolean retired) {

    static final int PAGE_SIZE_CAP = 5000;
    static final int PAGE_SIZE_DEFAULT = 50;

    Quirks {
        sortFields = List.copyOf(sortFields);
        requiresOneOf = List.copyOf(requiresOneOf);
        defaults = List.copyOf(defaults);
        retryStatus = Set.copyOf(retryStatus);
    }
}
