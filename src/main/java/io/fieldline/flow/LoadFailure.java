package io.fieldline.flow;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.component.bean.MethodNotFoundException;

import io.fieldline.flow.FlowCheck.Checked;
import io.fieldline.flow.FlowCheck.EndpointUse;
import io.fieldline.tenant.DocumentProblem;

/** Says in one line, with its place in the file, why Camel refused a route. */
final class LoadFailure {

    private static final Pattern LINE = Pattern.compile("line[: ]+(\\d+)");

    private LoadFailure() {}

    static DocumentProblem problem(FlowFile file, Checked checked, Throwable refused) {
        Throwable root = refused;
        int line = 0;
        for (Throwable link = refused; link != null; link = link.getCause()) {
            line = line(link, file, checked).orElse(line);
            root = link;
        }
        String reason = root.getMessage() == null ? root.toString() : root.getMessage().lines().findFirst().orElse("");
        return new DocumentProblem(file.name(), line, "", "was refused by Camel: " + reason);
    }

    /** The line that a failure names, or that of the bean or the endpoint that it names. */
    private static OptionalInt line(Throwable failure, FlowFile file, Checked checked) {
        if (failure instanceof NoSuchBeanException missing) {
            return lineWith(missing.getName(), file);
        }
        if (failure instanceof MethodNotFoundException missing) {
            return lineWith(missing.getMethodName(), file);
        }
        String message = String.valueOf(failure.getMessage());
        Matcher named = LINE.matcher(message);
        if (named.find()) {
            return OptionalInt.of(Integer.parseInt(named.group(1)));
        }
        // It quotes the whole route, so every endpoint would match.
        if (failure instanceof FailedToCreateRouteException) {
            return OptionalInt.empty();
        }
        return checked.endpoints().stream().filter(endpoint -> names(message, endpoint.address()))
                .mapToInt(EndpointUse::line).findFirst();
    }

    private static OptionalInt lineWith(String name, FlowFile file) {
        List<String> lines = file.text().lines().toList();
        return IntStream.range(0, lines.size()).filter(index -> lines.get(index).contains(name)).map(index -> index + 1)
                .findFirst();
    }

    private static boolean names(String message, String address) {
        return message.contains(address) || message.contains(address.replaceFirst(":", "://"));
    }
}
