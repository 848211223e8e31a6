package io.fieldline.warehouse;

import java.util.List;
import java.util.Map;

/**
 * A page after its values were read.
 *
 * @param columns the columns that its records fill, some of them new to the table or wider than the table has them
 * @param positions where in a row the value for each column is
 * @param rows one for each id; a row that is too short for a position has null there
 * @param records the record that each row came from
 * @param skipped records that another record of the page with the same id replaces
 * @param rejects records that have no place
 */
record StagedPage(List<Column> columns, int[] positions, List<Object[]> rows, List<Map<String, Object>> records,
        long skipped, List<Reject> rejects) {}
