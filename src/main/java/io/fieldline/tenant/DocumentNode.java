package io.fieldline.tenant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of a YAML document that still knows where it was written, also after documents were laid over each other. */
public sealed interface DocumentNode {

    Place place();

    /** What kind of thing was found, without its content. */
    String kind();

    /** File, path of the field and line. */
    record Place(String file, String field, int line) {

        Place child(String name) {
            return new Place(file, field.isEmpty() ? name : field + "." + name, line);
        }

        Place at(int otherLine) {
            return new Place(file, field, otherLine);
        }

        public DocumentProblem problem(String rule) {
            return new DocumentProblem(file, line, field, rule);
        }
    }

    record Scalar(Place place, Kind kindOfScalar, String text) implements DocumentNode {

        public enum Kind {
            TEXT, NUMBER, BOOLEAN
        }

        @Override
        public String kind() {
            return switch (kindOfScalar) {
                case TEXT -> "a text";
                case NUMBER -> "a number";
                case BOOLEAN -> "true or false";
            };
        }
    }

    /** A key with nothing behind it. */
    record Empty(Place place) implements DocumentNode {

        @Override
        public String kind() {
            return "nothing";
        }
    }

    record Sequence(Place place, List<DocumentNode> items) implements DocumentNode {

        @Override
        public String kind() {
            return "a list";
        }
    }

    record Mapping(Place place, Map<String, DocumentNode> fields) implements DocumentNode {

        static Mapping empty(Place place) {
            return new Mapping(place, Map.of());
        }

        @Override
        public String kind() {
            return "a mapping";
        }

        public DocumentNode get(String name) {
            return fields.get(name);
        }

        /** The field when it is a mapping, else an empty one in its place. */
        Mapping mapping(String name) {
            return fields.get(name) instanceof Mapping mapping ? mapping : empty(placeOf(name));
        }

        public Place placeOf(String name) {
            DocumentNode node = fields.get(name);
            return node == null ? place.child(name) : node.place();
        }

        public Mapping without(String name) {
            Map<String, DocumentNode> rest = new LinkedHashMap<>(fields);
            rest.remove(name);
            return new Mapping(place, rest);
        }

        Mapping with(String name, DocumentNode node) {
            Map<String, DocumentNode> all = new LinkedHashMap<>(fields);
            all.put(name, node);
            return new Mapping(place, all);
        }

        /** This mapping with what it leaves out taken from another; its own fields win whole. */
        public Mapping over(Mapping defaults) {
            Map<String, DocumentNode> all = new LinkedHashMap<>(defaults.fields);
            all.putAll(fields);
            return new Mapping(place, all);
        }
    }
}
