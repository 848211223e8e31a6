package io.fieldline.servicetitan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.DefaultProducer;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.servicetitan.catalog.ApiCollection;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.catalog.Parameter;
import io.fieldline.servicetitan.http.ApiAnswer;
import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.Patience;
import io.fieldline.servicetitan.poll.RecordList;
import io.fieldline.servicetitan.poll.RecordParser;
import io.fieldline.tenant.Tenant;

/** Runs one operation for the exchange's tenant and puts the answer into the body. */
public final class ServiceTitanProducer extends DefaultProducer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServiceTitanConfiguration configuration;
    private final ServiceTitanServices services;
    private final ApiCollection collection;
    private final Operation operation;
    private final Map<String, Expression> query = new LinkedHashMap<>();
    private final Map<String, Expression> path = new LinkedHashMap<>();
    private Expression recordId;
    private Expression tenant;

    ServiceTitanProducer(ServiceTitanEndpoint endpoint, ServiceTitanServices services) {
        super(endpoint);
        this.configuration = endpoint.getConfiguration();
        this.services = services;
        this.collection = services.catalog().collection(configuration.getModule(), configuration.getCollection());
        this.operation = ServiceTitanOperation.of(collection, configuration);
        if (configuration.isReadBack() && collection.get().isEmpty()) {
            throw new MisconfiguredException(
                    endpoint.getEndpointUri() + ": readBack needs an operation that reads one record, and "
                            + collection.module() + "/" + collection.name() + " has none");
        }
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        recordId = simple(configuration.getRecordId());
        tenant = simple(configuration.getTenant());
        configuration.getQuery().forEach((name, value) -> query.put(name, simple(value.toString())));
        configuration.getPath().forEach((name, value) -> path.put(name, simple(value.toString())));
    }

    private Expression simple(String text) {
        return text == null ? null : getEndpoint().getCamelContext().resolveLanguage("simple").createExpression(text);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Tenant whom = tenantOf(exchange);
        Map<String, String> pathValues = pathValues(exchange);
        List<QueryValue> queryValues = queryValues(exchange);
        if (operation.name().equals("list") && !configuration.getOperation().equals("get")) {
            exchange.getMessage()
                    .setBody(new RecordList(services.client(), whom.serviceTitan(), operation, pathValues, queryValues));
            return;
        }
        byte[] body = operation.body().isPresent() ? body(exchange) : null;
        ApiAnswer<Object> answer = services.client().call(whom.serviceTitan(),
                new ApiRequest(operation, pathValues, queryValues, body, "application/json"), Patience.POLL,
                RecordParser::read);
        exchange.getMessage().setHeader(ServiceTitanConstants.STATUS, answer.status());
        exchange.getMessage()
                .setBody(configuration.getOperation().equals("get") ? single(answer.body(), exchange) : answer.body());
        if (configuration.isReadBack() && body != null) {
            new ReadBack(services.client(), collection.get().orElseThrow()).check(whom.serviceTitan(), pathValues, body,
                    answer.body());
        }
    }

    private Tenant tenantOf(Exchange exchange) {
        String name = tenant != null
                ? tenant.evaluate(exchange, String.class)
                : exchange.getVariable(ServiceTitanConstants.TENANT_VARIABLE, String.class);
        if (name == null) {
            throw new MisconfiguredException(
                    getEndpoint().getEndpointUri() + ": the exchange carries no variable tenant and the"
                            + " option tenant is not set");
        }
        return services.tenants().find(name).orElseThrow(
                () -> new MisconfiguredException(getEndpoint().getEndpointUri() + ": there is no tenant " + name));
    }

    private Map<String, String> pathValues(Exchange exchange) {
        Map<String, String> values = new LinkedHashMap<>();
        path.forEach((name, expression) -> values.put(name, required(exchange, "path." + name, expression)));
        if (recordId != null && !readsByList()) {
            values.put(idParameter(), required(exchange, "recordId", recordId));
        }
        return values;
    }

    /** The first parameter of the path that no path option fills. */
    private String idParameter() {
        var parameters = operation.pathParameters();
        return parameters.stream().map(Parameter::name).filter(name -> !path.containsKey(name))
                .findFirst().orElseThrow(() -> new MisconfiguredException(getEndpoint().getEndpointUri() + ": "
                        + operation.method() + " " + operation.path() + " takes no record id"));
    }

    private List<QueryValue> queryValues(Exchange exchange) {
        List<QueryValue> values = new ArrayList<>();
        query.forEach((name, expression) -> values.add(new QueryValue(name, required(exchange, "query." + name, expression))));
        if (recordId != null && readsByList()) {
            values.add(new QueryValue("ids", required(exchange, "recordId", recordId)));
            operation.inactive().ifPresent(argument -> values.add(new QueryValue(argument.name(), argument.value())));
        }
        return values;
    }

    private boolean readsByList() {
        return configuration.getOperation().equals("get") && operation.name().equals("list");
    }

    private String required(Exchange exchange, String option, Expression expression) {
        String value = expression.evaluate(exchange, String.class);
        if (value == null || value.isBlank()) {
            throw new RejectedRecordException(getEndpoint().getEndpointUri() + ": the option " + option + " came out empty");
        }
        return value;
    }

    /** A list that was asked for one id may ignore the filter, and then any record would come. */
    private Object single(Object body, Exchange exchange) {
        if (!readsByList()) {
            return body;
        }
        String id = recordId.evaluate(exchange, String.class);
        return ((Map<?, ?>) body).get("data") instanceof List<?> rows
                ? rows.stream().filter(row -> row instanceof Map<?, ?> record && id.equals(String.valueOf(record.get("id"))))
                        .findFirst()
                        .orElseThrow(() -> new RejectedRecordException(
                                collection.module() + "/" + collection.name() + " has no record "
                                        + id))
                : body;
    }

    private static byte[] body(Exchange exchange) throws IOException {
        Object body = exchange.getMessage().getBody();
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        return body instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : JSON.writeValueAsBytes(body);
    }
}
