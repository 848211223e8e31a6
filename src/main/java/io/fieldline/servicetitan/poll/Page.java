package io.fieldline.servicetitan.poll;

import java.util.List;
import java.util.Map;

/**
 * One page as ServiceTitan answered it.
 *
 * @param records its rows, each a map of String, Long, BigDecimal, Boolean, null, List or Map
 * @param hasMore whether another page follows; false for answers without paging
 * @param continueFrom the feed's token for the next request; null for lists
 * @param number the page number as echoed; null where there is none
 * @param totalCount how many rows the whole list holds; null where the API did not say
 */
record Page(List<Map<String, Object>> records, boolean hasMore, String continueFrom, Integer number, Long totalCount) {}
