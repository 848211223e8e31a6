package io.fieldline.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Model.CommandSpec;

/** Prints what a verb found, for people or for programs, and turns it into an exit code. */
final class Results {

    private Results() {}

    static int print(ObjectNode result, OutputOptions output, CommandSpec spec, BiConsumer<ObjectNode, PrintWriter> forPeople) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.json) {
            out.println(Printable.text(result.toString()));
        } else {
            StringWriter lines = new StringWriter();
            forPeople.accept(result, new PrintWriter(lines));
            out.print(Printable.text(lines.toString().replace(System.lineSeparator(), "\n")));
        }
        out.flush();
        return result.path("ok").asBoolean() ? 0 : FailureReport.LEFT_SOMETHING;
    }

    static void runs(ObjectNode result, PrintWriter out) {
        Table table = new Table("started", "tenant", "flow", "stream", "kind", "read", "written", "skipped", "parked",
                "rejected",
                "outcome", "why");
        for (JsonNode run : result.path("rows")) {
            table.row(run.path("startedAt").asText(), run.path("tenant").asText(), run.path("flow").asText(),
                    run.path("stream").asText(), run.path("kind").asText(), run.path("read").asText(),
                    run.path("written").asText(),
                    run.path("skipped").asText(), run.path("parked").asText(), run.path("rejected").asText(),
                    run.path("outcome").asText(), run.path("message").asText());
        }
        orNothing(table, out, "No runs yet.");
    }

    /** The rows as they are, with the columns named. */
    static BiConsumer<ObjectNode, PrintWriter> columns(String nothing, String... columns) {
        return (result, out) -> {
            Table table = new Table(columns);
            for (JsonNode row : result.path("rows")) {
                table.row(java.util.Arrays.stream(columns).map(column -> row.path(column).asText()).toArray());
            }
            orNothing(table, out, nothing);
            result.path("refused").forEach(problem -> out.println("refused: " + problem.asText()));
            result.path("remains").forEach(where -> out.println("remains: " + where.asText()));
        };
    }

    private static void orNothing(Table table, PrintWriter out, String nothing) {
        if (table.isEmpty()) {
            out.println(nothing);
        } else {
            table.print(out);
        }
    }
}
