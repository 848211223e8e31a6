package io.fieldline.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ops.Call;
import io.fieldline.ops.Operator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "call", description = "Runs one operation of ServiceTitan's API, or many from standard input, as fast as the budget allows.", footer = {
        "",
        "A line of a batch: {\"id\":1,\"tenant\":\"acme\",\"resource\":\"jpm/jobs\",\"operation\":\"get\",\"parameters\":{\"id\":1}}",
        "A raw line: {\"id\":1,\"tenant\":\"acme\",\"method\":\"GET\",\"path\":\"/jpm/v2/tenant/{tenant}/jobs/1\",\"query\":{}}",
        "Where an operation takes a file, a line names it: \"files\":{\"file\":\"photo.jpg\"}",
        "Each answer: {\"id\":1,\"status\":200,\"body\":{…}}. What the catalogue does not know is refused and nothing is sent." })
final class CallCommand implements Callable<Integer> {

    private static final int LINES_AT_ONCE = 2000;
    private static final int FILES_AT_ONCE = 8 * 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(index = "0", arity = "0..1", paramLabel = "RESOURCE", description = "A collection such as jpm/jobs.")
    String resource;

    @Parameters(index = "1", arity = "0..1", paramLabel = "OPERATION", description = "get, list, create, update, or an action such as cancel.")
    String operation;

    @Option(names = "--tenant", description = "For whom; with --batch, for lines that name no tenant.")
    String tenant;

    @Option(names = "--id", description = "The record's id.")
    String id;

    @Option(names = {"-q", "--query" }, description = "A query parameter as name=value; may be given more than once.")
    Map<String, String> query;

    @Option(names = "--body", description = "The body as JSON.")
    String body;

    @Option(names = "--file", paramLabel = "FIELD=PATH", description = "A file to upload, as file=PATH.")
    Map<String, String> files;

    @Option(names = "--batch", description = "Read JSON lines from standard input.")
    boolean batch;

    @Option(names = "--raw", description = "Lines name method and path as ServiceTitan documents them.")
    boolean raw;

    @Mixin
    OutputOptions output;

    @Spec
    CommandSpec spec;

    @Inject
    Host host;

    @Override
    public Integer call() {
        boolean well = host.with(Host.Need.CALL,
                operator -> batch ? batch(operator) : send(operator, Call.requests(List.of(single()), tenant, false)));
        return well ? 0 : FailureReport.LEFT_SOMETHING;
    }

    private String single() {
        if (resource == null || operation == null || tenant == null) {
            throw new MisconfiguredException("call: give RESOURCE, OPERATION and --tenant, or --batch");
        }
        ObjectNode line = OutputOptions.arguments().put("id", 1).put("tenant", tenant).put("resource", resource).put(
                "operation",
                operation);
        if (id != null) {
            line.putObject("parameters").put("id", id);
        }
        if (query != null) {
            query.forEach(line.putObject("query")::put);
        }
        if (files != null) {
            files.forEach(line.putObject("files")::put);
        }
        if (body != null) {
            try {
                line.set("body", JSON.readTree(body));
            } catch (IOException e) {
                throw new MisconfiguredException("call: --body is no JSON", e);
            }
        }
        return line.toString();
    }

    private boolean batch(Operator operator) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            boolean well = true;
            ArrayNode chunk = JSON.createArrayNode();
            int files = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    ArrayNode requests = Call.requests(List.of(line), tenant, raw);
                    files += Call.filesIn(requests);
                    chunk.addAll(requests);
                }
                if (chunk.size() == LINES_AT_ONCE || files > FILES_AT_ONCE) {
                    well &= send(operator, chunk);
                    chunk = JSON.createArrayNode();
                    files = 0;
                }
            }
            return send(operator, chunk) && well;
        } catch (IOException e) {
            throw new UncheckedIOException("Standard input could not be read", e);
        }
    }

    private boolean send(Operator operator, ArrayNode requests) {
        PrintWriter out = spec.commandLine().getOut();
        ObjectNode arguments = OutputOptions.arguments();
        arguments.set("requests", requests);
        ObjectNode result = operator.run("call", arguments, answer -> {
            out.println(answer);
            out.flush();
        });
        return result.path("ok").asBoolean();
    }
}
