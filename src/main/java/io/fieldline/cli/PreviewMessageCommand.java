package io.fieldline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "preview-message", description = "Shows what a message to a customer would say, with real data, and whether it may go. Sends nothing.")
final class PreviewMessageCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FLOW", description = "The flow, such as review-request-sms.")
    String flow;

    @Option(names = "--tenant", required = true, description = "Whose customer.")
    String tenant;

    @Option(names = "--event", required = true, description = "What is told, such as review-request; the template has its name.")
    String event;

    @Option(names = "--subject", defaultValue = "job", description = "What it is about: job, appointment, invoice, membership or estimate; ${DEFAULT-VALUE} by default.")
    String subject;

    @Option(names = "--id", required = true, description = "The id of the job, appointment, invoice, membership or estimate.")
    String id;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes an e-mail's HTML into this file, for a look at it with a browser.")
    Path html;

    @Mixin
    OutputOptions output;

    @Spec
    CommandSpec spec;

    @Inject
    Host host;

    @Override
    public Integer call() {
        ObjectNode arguments = OutputOptions.arguments().put("flow", flow).put("tenant", tenant).put("event", event)
                .put("subject", subject).put("id", id);
        ObjectNode result = host.with(Host.Need.ROUTES, operator -> operator.run("preview-message", arguments, line -> {
        }));
        if (html != null) {
            write(result);
        }
        return Results.print(result, output, spec, PreviewMessageCommand::print);
    }

    private void write(ObjectNode found) {
        if (!found.has("html")) {
            throw new MisconfiguredException("preview-message: this message has no HTML that --html could write");
        }
        try {
            Files.writeString(html, found.path("html").asText());
        } catch (IOException e) {
            throw new MisconfiguredException("preview-message: --html cannot be written to " + html + ": " + e, e);
        }
    }

    private static void print(ObjectNode found, PrintWriter out) {
        String refused = found.path("reason").asText();
        out.println(refused.isEmpty()
                ? found.path("channel").asText() + " to " + found.path("to").asText() + ", from " + found.path("due").asText()
                        + " on (" + found.path("state").asText() + ")"
                : "It would not go: " + refused + ", " + found.path("detail").asText());
        out.println();
        if (found.has("subject")) {
            out.println(found.path("subject").asText());
            out.println();
        }
        if (found.has("values")) {
            found.path("values").properties().forEach(value -> out.println(value.getKey() + ": " + value.getValue().asText()));
        } else {
            out.println(found.path("body").asText());
        }
        if (found.has("html")) {
            out.println();
            out.println("It has an HTML part too; --html FILE writes it.");
        }
        if (found.has("segments")) {
            out.println();
            out.println(found.path("length").asLong() + " characters of " + found.path("encoding").asText() + ", "
                    + found.path("segments").asLong() + (found.path("segments").asLong() == 1 ? " segment" : " segments"));
        }
    }
}
