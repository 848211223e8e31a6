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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.servicetitan.catalog.Answer;
import io.fieldline.servicetitan.catalog.ApiCollection;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.catalog.Parameter;
import io.fieldline.servicetitan.http.ApiAnswer;
import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.FormFile;
import io.fieldline.servicetitan.http.Patience;
import io.fieldline.servicetitan.poll.RecordList;
import io.fieldline.servicetitan.poll.RecordParser;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.tenant.Tenant;

/** Runs one operation for the exchange's tenant and puts the answer into the body. */
public final class ServiceTitanProducer extends DefaultProducer {

    private static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();
    private static final List<String> WRITES = List.of("create", "update", "replace");

    private final ServiceTitanConfiguration configuration;
    private final ServiceTitanServices services;
    private final ApiCollection collection;
    private final Operation operation;
    private final Map<String, Expression> query = new LinkedHashMap<>();
    private final Map<String, Expression> path = new LinkedHashMap<>();
    private final ReadBack.Pause readBackPause;
    private Expression recordId;
    private Expression tenant;

    ServiceTitanProducer(ServiceTitanEndpoint endpoint, ServiceTitanServices services, ReadBack.Pause readBackPause) {
        super(endpoint);
        this.configuration = endpoint.getConfiguration();
        this.services = services;
        this.readBackPause = readBackPause;
        this.collection = services.catalog().collection(configuration.getModule(), configuration.getCollection());
        this.operation = ServiceTitanOperation.of(collection, configuration);
        checkOptions(endpoint.getEndpointUri());
    }

    private void checkOptions(String uri) {
        List<String> parameters = operation.pathParameters().stream().map(Parameter::name).toList();
        for (String name : configuration.getPath().keySet()) {
            if (!parameters.contains(name)) {
                throw new MisconfiguredException(uri + ": " + operation + " has no path parameter '" + name + "'; it has "
                        + (parameters.isEmpty() ? "none" : String.join(", ", parameters)));
            }
        }
        int given = configuration.getPath().size() + (configuration.getRecordId() == null || readsByList() ? 0 : 1);
        if (given != parameters.size()) {
            throw new MisconfiguredException(uri + ": " + operation + " needs "
                    + (parameters.isEmpty()
                            ? "no recordId"
                            : String.join(", ", parameters) + ", each as an option path.<name> or the last one as recordId"));
        }
        if (readsByList() && configuration.getRecordId() == null) {
            throw new MisconfiguredException(uri + ": get needs the option recordId");
        }
        if (configuration.isReadBack() && !WRITES.contains(operation.name())) {
            throw new MisconfiguredException(uri + ": readBack goes with " + String.join(", ", WRITES) + ", not with "
                    + operation.name());
        }
        if (configuration.isReadBack() && !RecordLookup.possible(collection)) {
            throw new MisconfiguredException(uri + ": readBack needs an operation that reads one record, and " + collection
                    + " has none");
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
        ApiRequest request = request(exchange, pathValues, queryValues);
        ApiAnswer<Object> answer = services.client().call(whom.serviceTitan(), request, Patience.POLL, this::read);
        exchange.getMessage().setHeader(ServiceTitanConstants.STATUS, answer.status());
        exchange.getMessage().setBody(readsByList() ? single(answer.body(), exchange) : answer.body());
        if (configuration.isReadBack() && request.body() != null) {
            new ReadBack(new RecordLookup(services.client(), collection), collection.toString(), readBackPause)
                    .check(whom.serviceTitan(), pathValues, writtenId(pathValues, answer.body()), request.body());
        }
    }

    private ApiRequest request(Exchange exchange, Map<String, String> pathValues, List<QueryValue> queryValues) {
        Object body = exchange.getMessage().getBody();
        if (operation.body().isEmpty() || body == null) {
            return ApiRequest.of(operation, pathValues, queryValues);
        }
        return operation.body().get().multipart()
                ? ApiRequest.upload(operation, pathValues, queryValues, file(exchange))
                : ApiRequest.json(operation, pathValues, queryValues, body(body));
    }

    private FormFile file(Exchange exchange) {
        String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
        byte[] content = exchange.getMessage().getBody(byte[].class);
        if (name == null || content == null) {
            throw new RejectedRecordException(getEndpoint().getEndpointUri() + ": an upload needs bytes as its body and the"
                    + " header " + Exchange.FILE_NAME);
        }
        return new FormFile(name, exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, "application/octet-stream",
                String.class), content);
    }

    private Object read(byte[] body) throws IOException {
        Answer.Form form = operation.answer().form();
        return form == Answer.Form.FILE || form == Answer.Form.UNDOCUMENTED ? body : RecordParser.read(body);
    }

    private String writtenId(Map<String, String> pathValues, Object answer) {
        if (!operation.name().equals("create") && !operation.pathParameters().isEmpty()) {
            return pathValues.get(operation.pathParameters().get(operation.pathParameters().size() - 1).name());
        }
        if (answer instanceof Map<?, ?> record && record.get("id") != null) {
            return record.get("id").toString();
        }
        throw new RejectedRecordException("ServiceTitan answered the write of " + collection
                + " with success and without an id, so that it cannot be read back");
    }

    private Tenant tenantOf(Exchange exchange) {
        String name = tenant != null
                ? tenant.evaluate(exchange, String.class)
                : exchange.getVariable(DeliveryProperties.TENANT, String.class);
        if (name == null) {
            throw new MisconfiguredException(
                    getEndpoint().getEndpointUri() + ": the exchange carries no variable tenant and the"
                            + " option tenant is not set");
        }
        return services.lanes().tenants().find(name).orElseThrow(
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

    private Object single(Object body, Exchange exchange) {
        String id = recordId.evaluate(exchange, String.class);
        return RecordLookup.only(body, id)
                .orElseThrow(() -> new RejectedRecordException(collection + " has no record " + id));
    }

    private static byte[] body(Object body) {
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        try {
            return body instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new RejectedRecordException("The body cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
