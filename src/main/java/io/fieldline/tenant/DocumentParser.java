package io.fieldline.tenant;

import static io.fieldline.tenant.DocumentNode.Scalar.Kind.BOOLEAN;
import static io.fieldline.tenant.DocumentNode.Scalar.Kind.NUMBER;
import static io.fieldline.tenant.DocumentNode.Scalar.Kind.TEXT;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;

import io.fieldline.tenant.DocumentNode.Empty;
import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.DocumentNode.Place;
import io.fieldline.tenant.DocumentNode.Scalar;
import io.fieldline.tenant.DocumentNode.Sequence;

/**
 * Reads YAML into located nodes. Keys written twice, anchors and several documents in one file are refused. What the YAML
 * library says about a broken file quotes the file, secrets included, so only the place is taken from it.
 */
public final class DocumentParser {

    private static final YAMLFactory YAML = new YAMLFactory();

    private final String file;
    private final List<DocumentProblem> problems;

    /**
     * @param file the document's name, for messages
     * @param problems takes what is wrong
     */
    public DocumentParser(String file, List<DocumentProblem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The document's mapping; empty when it could not be read at all, which was then reported. */
    public Optional<Mapping> parse(byte[] content) {
        Place whole = new Place(file, "", 0);
        try (YAMLParser parser = YAML.createParser(decode(content))) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                problems.add(whole.problem("must be a YAML mapping (found "
                        + (first == null ? "nothing" : "something else") + ")"));
                return Optional.empty();
            }
            DocumentNode root = node(parser, whole);
            if (parser.nextToken() != null) {
                problems.add(new Place(file, "", line(parser)).problem("must hold one YAML document only"));
            }
            return Optional.of((Mapping) root);
        } catch (CharacterCodingException notText) {
            problems.add(whole.problem("must be UTF-8 text"));
        } catch (JsonProcessingException broken) {
            problems.add(brokenYaml(broken));
        } catch (IOException unreadable) {
            problems.add(whole.problem("could not be read as YAML"));
        }
        return Optional.empty();
    }

    private static String decode(byte[] content) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    }

    private DocumentProblem brokenYaml(JsonProcessingException broken) {
        JsonLocation location = broken.getLocation();
        String column = location == null || location.getColumnNr() < 1 ? "" : " near column " + location.getColumnNr();
        return new DocumentProblem(file, location == null ? 0 : Math.max(0, location.getLineNr()), "",
                "must be well-formed YAML: check indentation, colons, brackets and quotes" + column);
    }

    private DocumentNode node(YAMLParser parser, Place place) throws IOException {
        if (parser.isCurrentAlias()) {
            problems.add(place.problem("must be written out; YAML aliases are not followed"));
            return new Empty(place);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, place);
            case START_ARRAY -> sequence(parser, place);
            case VALUE_NULL -> new Empty(place);
            case VALUE_TRUE, VALUE_FALSE -> new Scalar(place, BOOLEAN, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Scalar(place, NUMBER, parser.getText());
            default -> new Scalar(place, TEXT, parser.getText());
        };
    }

    private Mapping mapping(YAMLParser parser, Place place) throws IOException {
        Map<String, DocumentNode> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Place child = place.child(name).at(line(parser));
            parser.nextToken();
            if (fields.put(name, node(parser, child)) != null) {
                problems.add(child.problem("must be written only once"));
            }
        }
        return new Mapping(place, fields);
    }

    private Sequence sequence(YAMLParser parser, Place place) throws IOException {
        List<DocumentNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Place item = new Place(file, place.field() + "[" + items.size() + "]", line(parser));
            items.add(node(parser, item));
        }
        return new Sequence(place, items);
    }

    private static int line(YAMLParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
