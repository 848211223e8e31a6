package io.fieldline.servicetitan.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sync.RecordShape;

/**
 * Every documented operation of the ServiceTitan API. A module's file is opened when the module is first asked for.
 * Safe for use by many threads.
 */
public final class Catalog {

    /** Where the schemas of webhook data are kept beside those of the modules. */
    public static final String WEBHOOKS = "webhooks";

    /** What the documentation's address or habit suggests, and what the path really says. */
    private static final Map<String, String> MISLEADING = Map.of("task-management", "taskmanagement", "salestech", "sales",
            "equipment-systems", "equipmentsystems", "marketing-ads", "marketingads", "marketing-reputation",
            "marketingreputation", "scheduling-pro", "schedulingpro", "serviceagreements", "service-agreements",
            "customerinteractions", "customer-interactions");

    private final SortedMap<String, String> bases;
    private final ModuleFiles files;
    private final Map<String, Module> modules = new ConcurrentHashMap<>();

    private final Map<String, Map<String, Schema>> schemas = new ConcurrentHashMap<>();
    private volatile Map<String, WebhookEventType> webhooks;

    private record Module(Map<String, ApiCollection> collections, PathMatcher paths) {

        Stream<Operation> operations() {
            return collections.values().stream().flatMap(collection -> collection.operations().stream());
        }
    }

    /** Reads one module's operations. */
    @FunctionalInterface
    interface ModuleFiles {
        Map<String, ApiCollection> read(String module, String base);
    }

    /** @param bases the modules and where they live, sorted by name */
    Catalog(SortedMap<String, String> bases, ModuleFiles files) {
        this.bases = bases;
        this.files = files;
    }

    public static Catalog load() {
        return new Catalog(bases(), (module, base) -> new ModuleReader(module, base).read());
    }

    static SortedMap<String, String> bases() {
        Properties properties = CatalogFiles.properties("modules.properties");
        SortedMap<String, String> bases = new TreeMap<>();
        properties.stringPropertyNames().forEach(module -> bases.put(module, properties.getProperty(module)));
        return bases;
    }

    /** The modules' names as they stand in paths, sorted. */
    public List<String> modules() {
        return List.copyOf(bases.keySet());
    }

    /** Every operation of every module, retired ones included; opens all modules. */
    public Stream<Operation> operations() {
        return bases.keySet().stream().flatMap(module -> module(module).operations());
    }

    public List<ApiCollection> collections(String module) {
        return List.copyOf(module(module).collections().values());
    }

    /** The collection; an unknown one is refused with what may have been meant. */
    public ApiCollection collection(String module, String name) {
        ApiCollection collection = module(module).collections().get(name);
        if (collection == null) {
            throw new MisconfiguredException("ServiceTitan's module " + module + " has no collection '" + name + "'"
                    + collectionSuggestion(module, name));
        }
        return collection;
    }

    /** The operation that a request calls; the path may hold values or the documented placeholders. */
    public Optional<Match> match(HttpMethod method, String path) {
        String[] segments = path.split("/", 3);
        if (segments.length < 3 || !segments[0].isEmpty() || !bases.containsKey(segments[1])) {
            return Optional.empty();
        }
        return module(segments[1]).paths().match(method, path);
    }

    /** A schema that an operation of the module takes or answers. */
    public Schema schema(String module, String name) {
        Map<String, Schema> known = schemas.computeIfAbsent(module, this::openSchemas);
        Schema schema = known.get(name);
        if (schema == null) {
            throw new MisconfiguredException("ServiceTitan's module " + module + " has no schema '" + name + "'"
                    + NearMisses.suggestion(name, known.keySet()));
        }
        return schema;
    }

    /** Every schema of the module, by name. */
    public Map<String, Schema> schemas(String module) {
        return Map.copyOf(schemas.computeIfAbsent(module, this::openSchemas));
    }

    /** What is documented of the fields of an operation's rows, or of its single object; unknown for anything else. */
    public RecordShape shape(Operation operation) {
        FieldType type = operation.answer().type();
        if (type == null || type.kind() != FieldType.Kind.SCHEMA) {
            return RecordShape.UNKNOWN;
        }
        return Shapes.of(schema(operation.module(), type.schema()), name -> schema(operation.module(), name));
    }

    /** The OAuth scopes that the operations need, sorted; retired operations were published without one. */
    public List<String> scopesFor(Collection<Operation> operations) {
        return operations.stream().map(Operation::scope).filter(scope -> !scope.isEmpty()).distinct().sorted().toList();
    }

    /** The kind of webhook event, if the API has it. */
    public Optional<WebhookEventType> webhook(String type) {
        return Optional.ofNullable(webhookTypes().get(type));
    }

    /** Every kind of webhook event. */
    public Collection<WebhookEventType> webhooks() {
        return List.copyOf(webhookTypes().values());
    }

    /** A schema of webhook data; as a module's name for {@link SchemaValidator#value} it is {@link #WEBHOOKS}. */
    public Schema webhookSchema(String name) {
        return schema(WEBHOOKS, name);
    }

    private Map<String, WebhookEventType> webhookTypes() {
        if (webhooks == null) {
            webhooks = WebhookReader.read();
        }
        return webhooks;
    }

    private Map<String, Schema> openSchemas(String module) {
        if (!bases.containsKey(module) && !WEBHOOKS.equals(module)) {
            throw unknownModule(module);
        }
        return new SchemaReader(module).read();
    }

    private Module module(String name) {
        if (!bases.containsKey(name)) {
            throw unknownModule(name);
        }
        return modules.computeIfAbsent(name, this::open);
    }

    private Module open(String name) {
        Map<String, ApiCollection> collections = files.read(name, bases.get(name));
        List<Operation> operations = new ArrayList<>();
        collections.values().forEach(collection -> operations.addAll(collection.operations()));
        return new Module(collections, new PathMatcher(operations));
    }

    private MisconfiguredException unknownModule(String name) {
        String meant = MISLEADING.get(name);
        return new MisconfiguredException("ServiceTitan has no API module '" + name + "'"
                + (meant == null ? NearMisses.suggestion(name, bases.keySet()) : "; its name in paths is " + meant));
    }

    private String collectionSuggestion(String module, String name) {
        List<String> elsewhere = bases.keySet().stream().filter(other -> module(other).collections().containsKey(name))
                .map(other -> other + "/" + name).toList();
        return elsewhere.isEmpty()
                ? NearMisses.suggestion(name, module(module).collections().keySet())
                : "; did you mean " + String.join(" or ", elsewhere) + "?";
    }
}
