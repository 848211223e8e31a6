package io.fieldline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.slack.SlackComponent;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.http.auth.Credentials;
import org.duckdb.DuckDBDriver;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.schibsted.spt.data.jslt.Parser;
import com.slack.api.Slack;
import com.slack.api.model.Message;
import com.twilio.Twilio;

/** What the native binary is told to carry and to register exists: a name that moved would be missed only at run time. */
class NativeConfigurationTest {

    private static final String JNI = "/META-INF/native-image/io.fieldline/fieldline/jni-config.json";
    private static final Map<String, Class<?>> PRIMITIVES = Map.of("int", int.class, "long", long.class);

    /** Where the names of the profile may come from: each class stands for its jar or folder. */
    private static final List<Class<?>> ARCHIVES = List.of(io.fieldline.sync.Run.class, Slack.class, Message.class,
            SlackComponent.class, DuckDBDriver.class, SalesforceComponent.class, HttpClient.class, KeyStoreParameters.class,
            Parser.class, PhoneNumberUtil.class, PhoneNumberToTimeZonesMapper.class, Twilio.class, Credentials.class);

    @Test
    void everyClassAndMemberThatDuckDbLooksUpExists() throws Exception {
        JsonNode classes;
        try (InputStream content = NativeConfigurationTest.class.getResourceAsStream(JNI)) {
            classes = new ObjectMapper().readTree(content);
        }
        assertThat(classes).isNotEmpty();
        for (JsonNode entry : classes) {
            Class<?> found = Class.forName(entry.path("name").asText(), false, DuckDBDriver.class.getClassLoader());
            for (JsonNode method : entry.path("methods")) {
                assertThat(membersOf(found)).contains(signature(method));
            }
            for (JsonNode field : entry.path("fields")) {
                assertThat(found.getDeclaredFields()).extracting(Field::getName).contains(field.path("name").asText());
            }
        }
    }

    @Test
    void everyRegisteredPatternNamesAClass() throws IOException {
        List<String> names = archived().stream().filter(name -> name.endsWith(".class"))
                .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.')).toList();
        for (String pattern : nativeProfile("quarkus.camel.native.reflection.include-patterns")) {
            assertThat(names).as(pattern).anyMatch(name -> antPath(pattern, "\\.").matcher(name).matches());
        }
    }

    @Test
    void everyResourcePatternNamesAFile() throws IOException {
        List<String> names = archived();
        for (String pattern : nativeProfile("quarkus.native.resources.includes")) {
            String resolved = pattern.replace("${duckdb.library}", "libduckdb_java.so_linux_*");
            assertThat(names).as(pattern).anyMatch(name -> antPath(resolved, "/").matcher(name).matches());
        }
    }

    @Test
    void everyPackageInitialisedAtRunTimeHasClasses() throws IOException {
        List<String> names = archived();
        for (String argument : nativeProfile("quarkus.native.additional-build-args")) {
            assertThat(argument).startsWith("--initialize-at-run-time=");
            String folder = argument.substring(argument.indexOf('=') + 1).replace('.', '/');
            assertThat(names).as(argument).anyMatch(name -> name.startsWith(folder) && name.endsWith(".class"));
        }
    }

    private static List<String> nativeProfile(String property) throws IOException {
        Matcher value = Pattern.compile("<" + Pattern.quote(property) + ">([^<]+)</")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(value.find()).as(property + " in pom.xml").isTrue();
        // Neither Quarkus nor Camel Quarkus trims what stands between the commas.
        assertThat(value.group(1)).doesNotContainAnyWhitespaces();
        return Arrays.asList(value.group(1).split(","));
    }

    private static Pattern antPath(String pattern, String separator) {
        String expression = pattern.replace(".", "\\.").replace("**", "\u0000").replace("*", "[^" + separator + "]*")
                .replace("\u0000", ".*");
        return Pattern.compile(expression);
    }

    /** The paths of all files in the archives, with slashes. */
    private static List<String> archived() throws IOException {
        List<String> names = new ArrayList<>();
        for (Class<?> inside : ARCHIVES) {
            CodeSource source = inside.getProtectionDomain().getCodeSource();
            Path place = Path.of(URI.create(source.getLocation().toString()));
            if (Files.isDirectory(place)) {
                addFiles(place, names);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(place)) {
                    for (Path root : jar.getRootDirectories()) {
                        addFiles(root, names);
                    }
                }
            }
        }
        return names;
    }

    private static void addFiles(Path root, List<String> names) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile).map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .forEach(names::add);
        }
    }

    private static List<String> membersOf(Class<?> type) {
        Stream<String> constructors = Arrays.stream(type.getDeclaredConstructors())
                .map(constructor -> "<init>" + Arrays.toString(constructor.getParameterTypes()));
        Stream<String> methods = Stream.of(type.getDeclaredMethods(), type.getMethods()).flatMap(Arrays::stream)
                .map(NativeConfigurationTest::signature);
        return Stream.concat(constructors, methods).toList();
    }

    private static String signature(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }

    private static String signature(JsonNode method) throws ClassNotFoundException {
        List<Class<?>> parameters = new ArrayList<>();
        for (String name : StreamSupport.stream(method.path("parameterTypes").spliterator(), false).map(JsonNode::asText)
                .toList()) {
            parameters.add(PRIMITIVES.containsKey(name) ? PRIMITIVES.get(name) : Class.forName(name));
        }
        return method.path("name").asText() + parameters;
    }
}
