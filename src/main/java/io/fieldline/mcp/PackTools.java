package io.fieldline.mcp;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.Door.Pack;
import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.ToolDescription;

/** The two tools by which a client comes to those that are not listed. */
final class PackTools {

    static final String OPEN = "open_pack";
    static final String FIND = "find_tool";
    static final Set<String> NAMES = Set.of(OPEN, FIND);

    private static final int MOST_FOUND = 5;
    private static final Hints LISTING = new Hints(false, false, true, false);
    private static final String TEXT = "string";

    private final Consumer<Session> listed;

    /** @param listed is told of a session whose list may be another one now */
    PackTools(Consumer<Session> listed) {
        this.listed = listed;
    }

    static ToolDescription open() {
        ObjectNode input = object();
        property(input, "pack", TEXT, "Its name; leave it out to be told which packs there are.");
        ObjectNode output = object();
        property(output, "packs", "array", "");
        property(output, "tools", "array", "");
        property(output, "notListedAnyMore", "array", "Had to make room; can be called nevertheless");
        return new ToolDescription(OPEN, "Open a pack of tools",
                "Lists the tools of a pack, which are not all listed at once. Without a name it says which packs there are."
                        + " Example: {\"pack\": \"dispatch\"}.",
                "", input, output, LISTING);
    }

    static ToolDescription find() {
        ObjectNode input = object();
        property(input, "words", TEXT, "What is to be done, in a few words.");
        input.putArray("required").add("words");
        ObjectNode output = object();
        property(output, "tools", "array", "");
        property(output, "leftOut", "integer", "How many more fit");
        return new ToolDescription(FIND, "Find a tool",
                "Finds tools by what they do, among all that you may use, and lists them. Use it when no listed tool fits."
                        + " Example: {\"words\": \"reschedule an appointment\"}.",
                "", input, output, LISTING);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode().put("type", "object");
    }

    private static void property(ObjectNode schema, String name, String type, String text) {
        ObjectNode property = schema.withObjectProperty("properties").putObject(name).put("type", type);
        if (!text.isEmpty()) {
            property.put("description", text);
        }
    }

    ObjectNode open(Session session, ObjectNode arguments) {
        String name = arguments.path("pack").asText();
        List<Pack> packs = session.packs();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (name.isEmpty()) {
            ArrayNode rows = answer.putArray("packs");
            packs.forEach(pack -> rows.addObject().put("name", pack.name()).put("text", pack.text()));
            return answer;
        }
        if (packs.stream().noneMatch(pack -> pack.name().equals(name))) {
            throw RefusedCallException.of("not_found", "There is no pack " + name + "; there are: "
                    + String.join(", ", packs.stream().map(Pack::name).toList()) + ".");
        }
        Set<String> before = session.shown();
        session.open(name);
        names(answer.putArray("tools"),
                session.allowed().stream().filter(tool -> tool.pack().equals(name)).map(ToolDescription::name).toList());
        Set<String> gone = new TreeSet<>(before);
        gone.removeAll(session.shown());
        names(answer.putArray("notListedAnyMore"), gone);
        listed.accept(session);
        return answer;
    }

    ObjectNode find(Session session, ObjectNode arguments) {
        List<String> words = Arrays.stream(arguments.path("words").asText().toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
                .filter(word -> word.length() > 2).distinct().toList();
        if (words.isEmpty()) {
            throw RefusedCallException.of("invalid_argument", "words: say in a few words what is to be done.");
        }
        List<ToolDescription> found = session.allowed().stream().filter(tool -> fit(tool, words) > 0)
                .sorted(Comparator.comparingInt((ToolDescription tool) -> fit(tool, words)).reversed()).toList();
        List<ToolDescription> best = found.stream().limit(MOST_FOUND).toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = answer.putArray("tools");
        best.forEach(tool -> rows.addObject().put("name", tool.name()).put("title", tool.title()).put("text", tool.text())
                .set("input", tool.input()));
        answer.put("leftOut", found.size() - best.size());
        if (!best.isEmpty()) {
            session.show(best.stream().map(ToolDescription::name).toList());
            listed.accept(session);
        }
        return answer;
    }

    /** A word in the name or title says more than one in the text. */
    private static int fit(ToolDescription tool, List<String> words) {
        String name = (tool.name() + " " + tool.title()).toLowerCase(Locale.ROOT);
        String text = tool.text().toLowerCase(Locale.ROOT);
        return words.stream().mapToInt(word -> name.contains(word) ? 2 : text.contains(word) ? 1 : 0).sum();
    }

    private static void names(ArrayNode array, Iterable<String> names) {
        names.forEach(array::add);
    }
}
