package io.fieldline.servicetitan.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** The catalogue's files, packed with this program. */
final class CatalogFiles {

    private static final String FOLDER = "/catalog/";

    private CatalogFiles() {}

    static JsonNode read(String file) throws JsonProcessingException {
        try (InputStream input = open(file)) {
            return Yaml.MAPPER.readTree(input);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("The catalogue file " + file + " is not readable", e);
        }
    }

    static Properties properties(String file) {
        Properties properties = new Properties();
        try (InputStream input = open(file)) {
            properties.load(input);
        } catch (IOException e) {
            throw new UncheckedIOException("The catalogue file " + file + " is not readable", e);
        }
        return properties;
    }

    private static InputStream open(String file) {
        InputStream input = CatalogFiles.class.getResourceAsStream(FOLDER + file);
        if (input == null) {
            throw new IllegalStateException("The catalogue file " + file + " is missing from this build");
        }
        return input;
    }

    /** Loaded with the first file: who asks only for the modules does not pay for a parser. */
    private static final class Yaml {

        private static final ObjectMapper MAPPER = new ObjectMapper(new YAMLFactory());
    }
}
