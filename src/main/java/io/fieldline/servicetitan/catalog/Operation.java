package io.fieldline.servicetitan.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.fieldline.failure.MisconfiguredException;

/** One documented operation of the API. Immutable. */
public final class Operation {

    private static final Set<String> PAGING = Set.of("page", "pageSize", "includeTotal");

    private final String module;
    private final String collection;
    private final String name;
    private final HttpMethod method;
    private final String path;
    private final List<Parameter> pathParameters;
    private final List<Parameter> queryParameters;
    private final Body body;
    private final Map<Integer, Answer> answers;
    private final Set<Integer> statusCodes;
    private final String scope;
    private final Quirks quirks;

    Operation(String module, String collection, String name, HttpMethod method, String path, List<Parameter> pathParameters,
            List<Parameter> queryParameters, Body body, Map<Integer, Answer> answers, Set<Integer> statusCodes, String scope,
            Quirks quirks) {
        this.module = Objects.requireNonNull(module);
        this.collection = Objects.requireNonNull(collection);
        this.name = Objects.requireNonNull(name);
        this.method = Objects.requireNonNull(method);
        this.path = Objects.requireNonNull(path);
        this.pathParameters = List.copyOf(pathParameters);
        this.queryParameters = List.copyOf(queryParameters);
        this.body = body;
        this.answers = Map.copyOf(answers);
        this.statusCodes = Set.copyOf(statusCodes);
        this.scope = Objects.requireNonNull(scope);
        this.quirks = Objects.requireNonNull(quirks);
    }

    public String module() {
        return module;
    }

    public String collection() {
        return collection;
    }

    public String name() {
        return name;
    }

    public HttpMethod method() {
        return method;
    }

    /** The whole path with placeholders, <code>/jpm/v2/tenant/{tenant}/jobs/{id}</code>. */
    public String path() {
        return path;
    }

    /** In the order of the path, without <code>tenant</code>. */
    public List<Parameter> pathParameters() {
        return pathParameters;
    }

    public List<Parameter> queryParameters() {
        return queryParameters;
    }

    /** The query parameter of that name. */
    public Parameter parameter(String parameter) {
        return find(parameter).orElseThrow(() -> new MisconfiguredException(this + " has no query parameter '" + parameter
                + "'" + NearMisses.suggestion(parameter, queryParameters.stream().map(Parameter::name).toList())));
    }

    public boolean hasParameter(String parameter) {
        return find(parameter).isPresent();
    }

    private Optional<Parameter> find(String parameter) {
        return queryParameters.stream().filter(candidate -> candidate.name().equals(parameter)).findFirst();
    }

    public Optional<Body> body() {
        return Optional.ofNullable(body);
    }

    /** What the first documented success answers. */
    public Answer answer() {
        return answers.get(new TreeSet<>(answers.keySet()).first());
    }

    /** What a success with that status answers; statuses that are not documented answer as the first one does. */
    public Answer answer(int status) {
        return answers.getOrDefault(status, answer());
    }

    /** Every documented status code, failures included; 401, 403, 429 and 5xx occur without being documented. */
    public Set<Integer> statusCodes() {
        return statusCodes;
    }

    /** The OAuth scope, <code>tn.jpm.jobs:r</code>; empty for retired operations, which were published without one. */
    public String scope() {
        return scope;
    }

    public int pageSizeCap() {
        return quirks.pageSizeCap();
    }

    public int pageSizeDefault() {
        return quirks.pageSizeDefault();
    }

    public int firstPage() {
        return quirks.firstPage();
    }

    /** The argument that brings inactive rows too. */
    public Optional<QueryArgument> inactive() {
        return Optional.ofNullable(quirks.inactive());
    }

    /** The argument that leaves inactive rows out: the opposite of {@link #inactive}. */
    public Optional<QueryArgument> activeOnly() {
        return inactive().map(argument -> new QueryArgument(argument.name(), switch (argument.name()) {
            case "active" -> "True";
            case "activeState" -> "ActiveOnly";
            case "activeOnly" -> "true";
            case "includeInactive" -> "false";
            default -> throw new IllegalStateException("the catalogue does not say how " + argument.name()
                    + " leaves inactive rows out");
        }));
    }

    /** Whether only active rows are documented to come when nothing is asked. */
    public boolean hidesInactive() {
        return quirks.hidesInactive();
    }

    /** Fields that <code>sort</code> is documented to take; empty where the documents name none. */
    public List<String> sortFields() {
        return quirks.sortFields();
    }

    /** False where sorting by ModifiedOn was seen refused or ignored. */
    public boolean sortTrusted() {
        return quirks.sortTrusted();
    }

    /** Whether concurrent requests were seen to be throttled and to answer inconsistent rows. */
    public boolean sequential() {
        return quirks.sequential();
    }

    /** Query parameters of which at least one must be given; empty where none must. */
    public List<String> requiresOneOf() {
        return quirks.requiresOneOf();
    }

    /** Arguments that the API insists on and that go along when the caller gives none. */
    public List<QueryArgument> defaults() {
        return quirks.defaults();
    }

    /**
     * Query parameters that the API insists on and that only the caller can know: required ones but for paging, the
     * argument for inactive rows and {@link #defaults}.
     */
    public List<Parameter> requiredInput() {
        return queryParameters.stream().filter(Parameter::required).filter(parameter -> !given(parameter.name())).toList();
    }

    private boolean given(String parameter) {
        return PAGING.contains(parameter) || inactive().filter(argument -> argument.name().equals(parameter)).isPresent()
                || defaults().stream().anyMatch(argument -> argument.name().equals(parameter));
    }

    /** The sort field of that name as the documents spell it, in whatever case it was asked for. */
    public Optional<String> sortField(String field) {
        return sortFields().stream().filter(field::equalsIgnoreCase).findFirst();
    }

    /** Whether it changes nothing. */
    public boolean readOnly() {
        return method == HttpMethod.GET || quirks.reads();
    }

    /** Whether sending it twice has the effect of sending it once. */
    public boolean idempotent() {
        return readOnly() || method == HttpMethod.PUT || method == HttpMethod.DELETE;
    }

    /** Status codes that here mean "again later", beyond the usual 429 and 5xx. */
    public Set<Integer> retryStatus() {
        return quirks.retryStatus();
    }

    /** The shortest time between two requests with the same {@link #intervalParameter}. */
    public Optional<Duration> interval() {
        return Optional.ofNullable(quirks.interval());
    }

    public Optional<String> intervalParameter() {
        return Optional.ofNullable(quirks.intervalParameter());
    }

    /** Whether it left the public documents after March 2026: callable, but it may answer 404 or 405. */
    public boolean retired() {
        return quirks.retired();
    }

    /** Its name for messages, <code>jpm/jobs get</code>. */
    @Override
    public String toString() {
        return module + "/" + collection + " " + name;
    }
}
