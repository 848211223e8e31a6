package io.fieldline.servicetitan.desk;

import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.servicetitan.desk.record.Page;
import io.fieldline.servicetitan.desk.record.Trees;

/** An answer that lists rows and stays within its size; what is cut is said, and where to go on. */
final class Listing {

    /** Rows of a page of ServiceTitan's lists. */
    static final int PAGE = 25;

    /** Bytes of the rows of one answer. */
    static final int SIZE = 8_000;

    private Listing() {}

    /** @param rows makes what is shown of ServiceTitan's rows, in their order */
    static ObjectNode of(Cursor at, Page page, Function<List<ObjectNode>, List<ObjectNode>> rows) {
        List<ObjectNode> left = page.rows().subList(Math.min(at.skip(), page.rows().size()), page.rows().size());
        return cut(at, rows.apply(left), page.total(), page.more());
    }

    /** Rows that were all read, and are shown by twenty-fives. */
    static ObjectNode ofAll(Cursor at, List<ObjectNode> all, Function<List<ObjectNode>, List<ObjectNode>> rows) {
        int from = Math.min((at.page() - 1) * PAGE, all.size());
        int to = Math.min(from + PAGE, all.size());
        return of(at, new Page(all.subList(from, to), all.size(), to < all.size()), rows);
    }

    private static ObjectNode cut(Cursor at, List<ObjectNode> rows, long total, boolean more) {
        ObjectNode answer = Trees.object();
        if (total >= 0) {
            answer.put("total", total);
        }
        ArrayNode items = answer.putArray("items");
        int size = 0;
        int dropped = 0;
        for (ObjectNode row : rows) {
            dropped += Shortening.to(SIZE, row);
            size += Trees.bytes(row).length;
            if (size > SIZE && !items.isEmpty()) {
                break;
            }
            items.add(row);
        }
        if (dropped > 0) {
            answer.put("leftOut", dropped + " elements of lists within these rows");
        }
        if (items.size() < rows.size()) {
            answer.put("nextCursor", new Cursor(at.page(), at.skip() + items.size()).toString());
            answer.put("leftOut",
                    (dropped > 0 ? answer.path("leftOut").asText() + "; " : "") + (rows.size() - items.size())
                            + " more rows of this page, which would be too long together;"
                            + " nextCursor continues with them");
        } else if (more) {
            answer.put("nextCursor", new Cursor(at.page() + 1, 0).toString());
        }
        return answer;
    }
}
