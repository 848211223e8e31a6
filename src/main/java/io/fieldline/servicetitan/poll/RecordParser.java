package io.fieldline.servicetitan.poll;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reads an answer as the plain values that routes work with: Map, List, String, Long, BigDecimal, Boolean, null. */
public final class RecordParser {

    private static final ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private RecordParser() {}

    /** @return null for an answer without a body */
    public static Object read(byte[] body) throws IOException {
        return body.length == 0 ? null : JSON.readValue(body, Object.class);
    }

    /** @throws IllegalArgumentException when the text is no record */
    public static Map<String, Object> record(String text) {
        try {
            return JSON.readValue(text,
                    JSON.getTypeFactory().constructMapType(LinkedHashMap.class, String.class, Object.class));
        } catch (IOException e) {
            throw new IllegalArgumentException("The text is no JSON object", e);
        }
    }

    /** The JSON of a record, as dead letters keep it. */
    public static String text(Map<String, Object> record) {
        try {
            return JSON.writeValueAsString(record);
        } catch (IOException e) {
            throw new IllegalArgumentException("The record cannot be written as JSON", e);
        }
    }
}
