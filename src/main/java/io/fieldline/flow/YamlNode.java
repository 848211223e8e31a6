package io.fieldline.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import io.fieldline.tenant.DocumentProblem;

/** A piece of a YAML file that still knows its line, read by the parser that Camel itself reads routes with. */
final class YamlNode {

    private final Node node;
    private final int line;

    private YamlNode(Node node, int line) {
        this.node = node;
        this.line = line;
    }

    /** A file that is no YAML. */
    static final class BrokenYamlException extends Exception {

        private final transient DocumentProblem problem;

        BrokenYamlException(DocumentProblem problem, Throwable cause) {
            super(problem.message(), cause);
            this.problem = problem;
        }

        DocumentProblem problem() {
            return problem;
        }
    }

    static YamlNode parse(String file, String text) throws BrokenYamlException {
        try {
            return new Compose(LoadSettings.builder().setLabel(file).setUseMarks(true).setAllowDuplicateKeys(false).build())
                    .composeString(text).map(YamlNode::of)
                    .orElseThrow(() -> new BrokenYamlException(
                            new DocumentProblem(file, 0, "", "must be readable UTF-8 text and not empty"), null));
        } catch (MarkedYamlEngineException broken) {
            int line = broken.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
            throw new BrokenYamlException(
                    new DocumentProblem(file, line, "", "must be well-formed YAML: " + broken.getProblem()), broken);
        } catch (YamlEngineException broken) {
            throw new BrokenYamlException(
                    new DocumentProblem(file, 0, "", "must be well-formed YAML: " + broken.getMessage()), broken);
        }
    }

    private static YamlNode of(Node node) {
        return new YamlNode(node, node.getStartMark().map(Mark::getLine).orElse(-1) + 1);
    }

    /** Counted from 1. */
    int line() {
        return line;
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    boolean isSequence() {
        return node instanceof SequenceNode;
    }

    Optional<String> text() {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** The items of a list; empty when it is none. */
    List<YamlNode> items() {
        return node instanceof SequenceNode sequence ? sequence.getValue().stream().map(YamlNode::of).toList() : List.of();
    }

    /** The fields of a mapping, each with the line of its key; empty when it is none. */
    Map<String, YamlNode> fields() {
        Map<String, YamlNode> fields = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    fields.put(key.getValue(), new YamlNode(tuple.getValueNode(), of(key).line));
                }
            }
        }
        return fields;
    }

    Optional<YamlNode> field(String name) {
        return Optional.ofNullable(fields().get(name));
    }

    /** The text of a field; empty when it is missing, blank or no text. */
    Optional<String> text(String name) {
        return field(name).flatMap(YamlNode::text).filter(value -> !value.isBlank());
    }
}
