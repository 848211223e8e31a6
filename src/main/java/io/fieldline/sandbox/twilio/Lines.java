package io.fieldline.sandbox.twilio;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Request;

/** Numbers and what line each is, as Lookup v2 shows it. A number that nobody told of does not exist. */
final class Lines {

    static final String PATH = "/v2/PhoneNumbers/";
    /** What a test tells of a number that is none. */
    private static final String INVALID = "invalid";
    private static final String PACKAGE = "line_type_intelligence";
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9]\\d{6,14}");
    private static final Pattern CODE = Pattern.compile("\\d{5}");
    private static final Set<String> TYPES = Set.of("mobile", "landline", "fixedVoip", "nonFixedVoip", "personal", "tollFree",
            "premium", "sharedCost", "uan", "voicemail", "pager", "unknown");

    private final Map<String, String> told = new ConcurrentHashMap<>();
    private final List<String> paid = new CopyOnWriteArrayList<>();

    /** @param type one of Twilio's, <code>invalid</code>, or the code of the error that comes instead */
    void tell(String number, String type) {
        if (!NUMBER.matcher(number).matches()
                || !TYPES.contains(type) && !type.equals(INVALID) && !CODE.matcher(type).matches()) {
            throw Refusal.bad(20001, "A number has country code and digits only, and a type that Twilio knows");
        }
        told.put(number, type);
    }

    /** The numbers whose line was asked for, each time. */
    List<String> paid() {
        return List.copyOf(paid);
    }

    ObjectNode answer(Request request) {
        String number = request.path().substring(PATH.length());
        if (!request.method().equals("GET") || !NUMBER.matcher(number).matches() || !told.containsKey(number)) {
            throw new Refusal(404, 20404, "The requested resource " + request.path() + " was not found");
        }
        if (request.query().keySet().stream().anyMatch(name -> !name.equals("Fields"))) {
            throw Refusal.bad(20001, "Unknown parameter");
        }
        String fields = request.parameter("Fields").orElse("");
        if (!fields.isEmpty() && !fields.equals(PACKAGE)) {
            throw Refusal.bad(20001, "Fields names a package that is not known: " + fields);
        }
        String type = told.get(number);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("phone_number", number)
                .put("valid", !type.equals(INVALID)).put("url", "https://lookups.twilio.com" + PATH + number);
        answer.putArray("validation_errors");
        answer.set(PACKAGE, fields.isEmpty() ? JsonNodeFactory.instance.nullNode() : line(number, type));
        return answer;
    }

    private ObjectNode line(String number, String type) {
        paid.add(number);
        ObjectNode line = JsonNodeFactory.instance.objectNode().putNull("mobile_country_code").putNull("mobile_network_code")
                .put("carrier_name", "Sandbox Carrier");
        return TYPES.contains(type)
                ? line.put("type", type).putNull("error_code")
                : CODE.matcher(type).matches()
                        ? line.putNull("type").put("error_code", Integer.parseInt(type))
                        : line.putNull("type").putNull("error_code");
    }
}
