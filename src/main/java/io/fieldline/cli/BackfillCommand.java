package io.fieldline.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "backfill", description = "Reads history on purpose and says whether it is complete. An interrupted backfill goes on"
        + " where it stopped.")
final class BackfillCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FLOW", description = "The flow that takes the records, such as warehouse-pipeline.")
    String flow;

    @Option(names = "--tenant", required = true, description = "Whose history.")
    String tenant;

    @Option(names = "--resource", description = "A collection such as jpm/jobs; may be given more than once. All of the flow's when absent.")
    List<String> resources;

    @Option(names = "--from", description = "Only what changed since this day, 2026-01-31.")
    String from;

    @Option(names = "--limit", description = "For a flow of customers into a CRM: only the first so many.")
    Integer limit;

    @Option(names = "--dry-run", description = "For a flow between ServiceTitan and a CRM: counts what would be created and changed, and writes nothing.")
    boolean dryRun;

    @Mixin
    OutputOptions output;

    @Spec
    CommandSpec spec;

    @Inject
    Host host;

    @Override
    public Integer call() {
        if (dryRun || limit != null) {
            return limited();
        }
        ObjectNode arguments = OutputOptions.arguments().put("flow", flow).put("tenant", tenant).put("from", from);
        if (resources != null) {
            resources.forEach(arguments.putArray("resource")::add);
        }
        ProgressBoard board = new ProgressBoard(spec.commandLine().getErr());
        ObjectNode result = host.with(Host.Need.ROUTES,
                operator -> operator.run("backfill", arguments, line -> show(board, line)));
        board.finish();
        print(result, spec.commandLine().getOut());
        return result.path("ok").asBoolean() ? 0 : FailureReport.LEFT_SOMETHING;
    }

    private int limited() {
        ObjectNode arguments = OutputOptions.arguments().put("flow", flow).put("tenant", tenant)
                .put("limit", limit == null ? Integer.MAX_VALUE : limit).put("counts", true);
        ObjectNode result = host.with(Host.Need.ROUTES,
                operator -> operator.run(dryRun ? "preview" : "first-customers", arguments, line -> {
                }));
        return Results.print(result, output, spec, dryRun
                ? (found, out) -> out.println(PreviewCommand.counts(found))
                : Results.columns("", "created", "updated", "unchanged", "waiting", "skipped"));
    }

    static void show(ProgressBoard board, JsonNode line) {
        String state = line.path("state").asText();
        board.show(line.path("stream").asText(), line.path("read").asLong(),
                line.path("totalCount").isNumber() ? line.path("totalCount").asLong() : null, !state.equals("running"),
                state.equals("incomplete") ? "incomplete" : "");
    }

    private void print(ObjectNode result, PrintWriter out) {
        if (output.json) {
            out.println(result);
            out.flush();
            return;
        }
        Table table = new Table("stream", "read", "written", "skipped", "parked", "rejected", "source says", "seconds",
                "complete",
                "why not");
        result.path("streams").forEach(stream -> table.row(stream.path("stream").asText(), stream.path("read").asLong(),
                stream.path("written").asLong(), stream.path("skipped").asLong(), stream.path("parked").asLong(),
                stream.path("rejected").asLong(), stream.path("totalCount").isNull() ? "" : stream.path("totalCount").asText(),
                stream.path("seconds").asText(), stream.path("complete").asBoolean() ? "yes" : "NO",
                stream.path("message").asText()));
        table.print(out);
    }
}
