package io.fieldline.sandbox;

import io.fieldline.sandbox.http.Problem;
import io.fieldline.servicetitan.catalog.Operation;

/**
 * Which page is asked for.
 *
 * @param page its number
 * @param size how many rows it may have
 * @param first the number of the first page
 */
record Paging(int page, int size, int first) {

    static Paging of(Arguments arguments) {
        Operation operation = arguments.operation();
        int first = operation.firstPage();
        int page = arguments.number("page", first);
        int size = arguments.number("pageSize", operation.pageSizeDefault());
        if (size < 1 || size > operation.pageSizeCap()) {
            throw new Refusal(Problem.invalid("pageSize",
                    "The field pageSize must be between 1 and " + operation.pageSizeCap() + "."));
        }
        // Most lists take page 0 for the first one; those of custom fields were seen to refuse it.
        boolean zeroAllowed = !operation.collection().endsWith("custom-fields");
        if (page < 0 || page == 0 && first > 0 && !zeroAllowed) {
            throw new Refusal(Problem.invalid("page", "The field page must be at least " + first + "."));
        }
        return new Paging(Math.max(page, first), size, first);
    }

}
