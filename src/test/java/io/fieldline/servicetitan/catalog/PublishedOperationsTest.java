package io.fieldline.servicetitan.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds the catalogue against the committed index of published operations and, where the system property
 * <code>published.documents</code> names a folder of the documents themselves, against those too.
 */
class PublishedOperationsTest {

    private final Catalog catalog = Catalog.load();
    private final List<String> differences = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> agreesWithTheCommittedIndex() throws IOException {
        return comparison("index", committedIndex());
    }

    @TestFactory
    Stream<DynamicTest> agreesWithTheDocuments() throws IOException {
        String folder = System.getProperty("published.documents", "");
        return folder.isEmpty()
                ? Stream.empty()
                : comparison("documents", new PublishedDocuments(Path.of(folder)).operations());
    }

    private Stream<DynamicTest> comparison(String source, List<PublishedOperation> published) {
        return Stream.of(dynamicTest(source + ": no operation missing, none invented", () -> sameOperations(published)),
                dynamicTest(source + ": every parameter, body, answer and scope", () -> sameDetails(published)));
    }

    private void sameOperations(List<PublishedOperation> published) {
        assertThat(published).hasSizeGreaterThan(580);
        assertThat(catalog.operations().map(PublishedOperationsTest::call)).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(published.stream().map(PublishedOperation::call).toList());
    }

    private void sameDetails(List<PublishedOperation> published) {
        differences.clear();
        Map<String, Operation> known = new TreeMap<>();
        catalog.operations().forEach(operation -> known.put(call(operation), operation));
        published.stream().filter(one -> known.containsKey(one.call())).forEach(one -> compare(one, known.get(one.call())));
        assertThat(differences).isEmpty();
    }

    private void compare(PublishedOperation published, Operation operation) {
        if (published.path() != null) {
            parameters(operation, published.path(), operation.pathParameters(), false);
        }
        if (published.query() != null) {
            parameters(operation, published.query(), operation.queryParameters(), true);
        }
        body(published.body(), operation);
        answers(published, operation);
        if (!"?".equals(published.scope())) {
            expect(operation, "-".equals(published.scope()) ? "" : published.scope(), operation.scope());
        }
        expect(operation, published.retired(), operation.retired());
    }

    private void parameters(Operation operation, Map<String, String> published, List<Parameter> known, boolean query) {
        expect(operation, new TreeSet<>(published.keySet()), new TreeSet<>(known.stream().map(Parameter::name).toList()));
        for (Parameter parameter : known) {
            String type = published.getOrDefault(parameter.name(), "nothing");
            boolean required = !query || type.endsWith("!");
            expect(operation, parameter.name() + " required " + required,
                    parameter.name() + " required " + parameter.required());
            String plain = type.endsWith("!") ? type.substring(0, type.length() - 1) : type;
            if (!PublishedTypes.same(plain, parameter.type())) {
                differences.add(operation + " " + parameter.name() + ": published " + plain + ", here " + parameter.type());
            }
        }
    }

    private void body(String published, Operation operation) {
        boolean same = operation.body()
                .map(body -> body.multipart() ? "{file:binary}".equals(published) : PublishedTypes.same(published, body.type()))
                .orElse("-".equals(published));
        if (!same) {
            differences.add(operation + " body: published " + published + ", here " + operation.body());
        }
    }

    private void answers(PublishedOperation published, Operation operation) {
        if (!operation.answer().form().equals(Answer.Form.PAGE) || published.query() != null) {
            expect(operation, published.statusCodes(), new TreeSet<>(operation.statusCodes()));
        }
        boolean success = false;
        for (Map.Entry<Integer, String> answer : published.answers().entrySet()) {
            if (answer.getValue() != null) {
                success = true;
                if (!PublishedTypes.same(answer.getValue(), operation.answer(answer.getKey()))) {
                    differences.add(operation + " answer " + answer + ", here " + operation.answer(answer.getKey()));
                }
            }
        }
        if (!success) {
            expect(operation, Answer.Form.UNDOCUMENTED, operation.answer().form());
        }
    }

    private void expect(Operation operation, Object published, Object here) {
        if (!published.equals(here)) {
            differences.add(operation + ": published " + published + ", here " + here);
        }
    }

    private static String call(Operation operation) {
        return operation.method() + " " + operation.path();
    }

    private static List<PublishedOperation> committedIndex() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                PublishedOperationsTest.class.getResourceAsStream("/published-operations.txt"), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).map(PublishedOperation::parse).toList();
        }
    }
}
