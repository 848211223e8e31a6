package io.fieldline.servicetitan.poll;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.Patience;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.tenant.ServiceTitanAccount;

/** The rows of a list. A page is fetched when the first of its rows is asked for; each iteration reads anew. */
public final class RecordList implements Iterable<Map<String, Object>> {

    private final ServiceTitanClient client;
    private final ServiceTitanAccount account;
    private final Operation operation;
    private final Map<String, String> path;
    private final List<QueryValue> query;

    public RecordList(ServiceTitanClient client, ServiceTitanAccount account, Operation operation, Map<String, String> path,
            List<QueryValue> query) {
        this.client = client;
        this.account = account;
        this.operation = operation;
        this.path = Map.copyOf(path);
        this.query = List.copyOf(query);
    }

    @Override
    public Iterator<Map<String, Object>> iterator() {
        return new Rows();
    }

    private final class Rows implements Iterator<Map<String, Object>> {

        private int pageNumber = operation.firstPage();
        private Iterator<Map<String, Object>> rows = List.<Map<String, Object>>of().iterator();
        private boolean more = true;

        @Override
        public boolean hasNext() {
            while (!rows.hasNext() && more) {
                Page page = client.call(account, ApiRequest.of(operation, path, pageQuery()), Patience.POLL, PageParser::parse)
                        .body();
                rows = page.records().iterator();
                more = page.hasMore() && !page.records().isEmpty() && !pageChosen();
                pageNumber++;
            }
            return rows.hasNext();
        }

        @Override
        public Map<String, Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return rows.next();
        }

        private List<QueryValue> pageQuery() {
            List<QueryValue> values = new ArrayList<>(query);
            if (operation.hasParameter("page") && !pageChosen()) {
                values.add(new QueryValue("page", Integer.toString(pageNumber)));
                if (query.stream().noneMatch(value -> value.name().equals("pageSize"))) {
                    values.add(new QueryValue("pageSize", Integer.toString(Math.min(operation.pageSizeCap(), 500))));
                }
            }
            return values;
        }

        /** Who names a page wants that one. */
        private boolean pageChosen() {
            return query.stream().anyMatch(value -> value.name().equals("page"));
        }
    }
}
