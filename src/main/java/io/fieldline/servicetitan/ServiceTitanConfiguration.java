package io.fieldline.servicetitan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;

/** The options of one endpoint. */
@UriParams
public class ServiceTitanConfiguration implements Cloneable {

    @UriPath(description = "The API module, such as jpm, crm or accounting; an asterisk stands for the collections of the tenant's setting resources")
    @Metadata(required = true)
    private String module;
    @UriPath(description = "The collection in the API's own words, such as jobs or customers/contacts; an asterisk goes with an asterisk before it")
    @Metadata(required = true)
    private String collection;
    @UriParam(label = "consumer", description = "The id of the flow whose tenants are read, as their documents name it")
    private String flow;
    @UriParam(label = "consumer", description = "Further collections, separated by commas, whose records belong to those of the"
            + " collection, such as crm/customers/contacts; each is read before it and hands on any change")
    private String also;
    @UriParam(label = "consumer", defaultValue = "any", description = "Which changes to hand on: any, created, updated, deleted,"
            + " or the name of a status that a record must have entered, such as Completed")
    private String event = "any";
    @UriParam(label = "consumer", enums = "record,page", defaultValue = "record", description = "Whether an exchange carries one record or a page of them")
    private String unit = "record";
    @UriParam(label = "consumer", defaultValue = "now", description = "Where a tenant that has no checkpoint starts: beginning,"
            + " now, or a date as 2026-01-31")
    private String initialPosition = "now";
    @UriParam(label = "producer", defaultValue = "get", description = "What to do: get, list, create, update, replace, delete, or an action of the collection such as cancel")
    private String operation = "get";
    @UriParam(label = "producer", description = "The id of the record to act on, as a simple expression", javaType = "java.lang.String")
    private String recordId;
    @UriParam(label = "producer", description = "The tenant to act for, as a simple expression; by default the exchange's own tenant")
    private String tenant;
    @UriParam(label = "producer", description = "After a write, read the record and refuse to go on when a field that was sent"
            + " did not take: ServiceTitan ignores unknown and read-only fields and answers 200")
    private boolean readBack;
    @UriParam(label = "producer", prefix = "query.", multiValue = true, description = "Query parameters of the operation, each a simple expression")
    private Map<String, Object> query = new HashMap<>();
    @UriParam(label = "producer", prefix = "path.", multiValue = true, description = "Path parameters of the operation besides the record's id, each a simple expression")
    private Map<String, Object> path = new HashMap<>();

    public String getModule() {
        return module;
    }

    public void setModule(String module) {
        this.module = module;
    }

    public String getCollection() {
        return collection;
    }

    public void setCollection(String collection) {
        this.collection = collection;
    }

    public String getFlow() {
        return flow;
    }

    public void setFlow(String flow) {
        this.flow = flow;
    }

    public String getAlso() {
        return also;
    }

    public void setAlso(String also) {
        this.also = also;
    }

    public String getEvent() {
        return event;
    }

    public void setEvent(String event) {
        this.event = event;
    }

    public String getUnit() {
        return unit;
    }

    public void setUnit(String unit) {
        this.unit = unit;
    }

    public String getInitialPosition() {
        return initialPosition;
    }

    public void setInitialPosition(String initialPosition) {
        this.initialPosition = initialPosition;
    }

    public String getOperation() {
        return operation;
    }

    public void setOperation(String operation) {
        this.operation = operation;
    }

    public String getRecordId() {
        return recordId;
    }

    public void setRecordId(String recordId) {
        this.recordId = recordId;
    }

    public String getTenant() {
        return tenant;
    }

    public void setTenant(String tenant) {
        this.tenant = tenant;
    }

    public boolean isReadBack() {
        return readBack;
    }

    public void setReadBack(boolean readBack) {
        this.readBack = readBack;
    }

    public Map<String, Object> getQuery() {
        return query;
    }

    public void setQuery(Map<String, Object> query) {
        this.query = query;
    }

    public Map<String, Object> getPath() {
        return path;
    }

    public void setPath(Map<String, Object> path) {
        this.path = path;
    }

    /** True for <code>servicetitan:*&#47;*</code>. */
    public boolean anyCollection() {
        return "*".equals(module) && "*".equals(collection);
    }

    /** The collection with its module: <code>jpm/jobs</code>. */
    public String collectionPath() {
        return module + "/" + collection;
    }

    /** The further collections that are read before it, each with its module. */
    public List<String> alsoPaths() {
        return also == null ? List.of() : Arrays.stream(also.split(",")).map(String::strip).toList();
    }

    public ServiceTitanConfiguration copy() {
        try {
            ServiceTitanConfiguration copy = (ServiceTitanConfiguration) clone();
            copy.query = new HashMap<>(query);
            copy.path = new HashMap<>(path);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }
}
