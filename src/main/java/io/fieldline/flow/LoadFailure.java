package io.fieldline.flow;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fieldline.flow.FlowCheck.Checked;
import io.fieldline.flow.FlowCheck.EndpointUse;
import io.fieldline.tenant.DocumentProblem;

/** Says in one line, with its place in the file, why Camel refused a route. */
final class LoadFailure {

    private static final Pattern LINE = Pattern.compile("line[: ]+(\\d+)");

    private LoadFailure() {}

    static DocumentProblem problem(FlowFile file, Checked checked, Throwable refused) {
        Throwable root = refused;
        StringBuilder all = new StringBuilder();
        for (Throwable link = refused; link != null; link = link.getCause()) {
            all.append(link.getMessage()).append('\n');
            root = link;
        }
        String reason = root.getMessage() == null ? root.toString() : root.getMessage().lines().findFirst().orElse("");
        return new DocumentProblem(file.name(), line(all.toString(), checked), "", "was refused by Camel: " + reason);
    }

    /** The line that the message names, else the line of the endpoint that it names; 0 when it names neither. */
    private static int line(String messages, Checked checked) {
        Matcher named = LINE.matcher(messages);
        if (named.find()) {
            return Integer.parseInt(named.group(1));
        }
        for (EndpointUse endpoint : checked.endpoints()) {
            if (messages.contains(endpoint.address()) || messages.contains(endpoint.address().replaceFirst(":", "://"))) {
                return endpoint.line();
            }
        }
        return 0;
    }
}
