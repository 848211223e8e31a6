package io.fieldline.destination.quickbooks;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Why QuickBooks refused something, as its answer says:
 * <code>{"Fault": {"Error": [{"Message", "Detail", "code", "element"}], "type"}}</code>, or in small letters where it is about
 * access.
 *
 * @param code without leading zeros; empty where there is none
 * @param element the property that it is about; empty where QuickBooks names none
 */
record Fault(int status, String code, String message, String detail, String element) {

    private static final Pattern CODE = Pattern.compile("errorCode=0*(\\d+)");
    private static final Set<String> ACCESS = Set.of("120", "3100", "3200", "6190");
    private static final int LONGEST = 300;

    static boolean in(JsonNode body) {
        return body.has("Fault") || body.has("fault");
    }

    static Fault of(int status, JsonNode body) {
        JsonNode fault = body.has("Fault") ? body.path("Fault") : body.path("fault");
        JsonNode error = (fault.has("Error") ? fault.path("Error") : fault.path("error")).path(0);
        String message = text(error, "Message", "message");
        String code = text(error, "code", "Code").replaceFirst("^0+(?=.)", "");
        Matcher named = CODE.matcher(message);
        return new Fault(status, code.isEmpty() && named.find() ? named.group(1) : code, message,
                text(error, "Detail", "detail"), text(error, "element", "Element"));
    }

    private static String text(JsonNode error, String one, String other) {
        return error.path(error.has(one) ? one : other).asText("");
    }

    boolean throttled() {
        return status == 429 || code.equals("3001");
    }

    boolean expired() {
        return status == 401;
    }

    /** Nothing of this company goes through. */
    boolean closesTheDoor() {
        return status == 403 || ACCESS.contains(code);
    }

    /** QuickBooks itself failed; it says so in the words of a rule of business too. */
    boolean failed() {
        return status >= 500 || status == 408 || code.equals("10000") || ofBusiness() && says("unexpected internal error");
    }

    boolean stale() {
        return code.equals("5010") || ofBusiness() && says("stale object");
    }

    boolean closedPeriod() {
        return code.equals("6210") && !says("duplicate") || ofBusiness() && says("period") && says("closed");
    }

    boolean numberTaken() {
        return code.equals("6140") || (code.equals("6210") || ofBusiness()) && says("duplicate document number");
    }

    boolean nameTaken() {
        return code.equals("6240") || ofBusiness() && says("duplicate name exists");
    }

    /** The record itself, or one that it names, is not there or not in use. */
    boolean missing() {
        return status == 404 || code.equals("610") || code.equals("620") || code.equals("2500");
    }

    /** QuickBooks often leaves open which of the records that a document names is not there or not in use. */
    boolean mayMeanTheCustomer() {
        return (code.equals("610") || code.equals("2500")) && (element.isEmpty() || element.startsWith("CustomerRef"));
    }

    /** The code of all that has none of its own. */
    private boolean ofBusiness() {
        return code.equals("6000");
    }

    private boolean says(String words) {
        return (message + " " + detail).toLowerCase(Locale.ROOT).contains(words);
    }

    /** For people: QuickBooks' words and code. */
    String spoken() {
        String said = detail.isEmpty() ? message : detail;
        String words = said.isEmpty() ? "no reason" : said.substring(0, Math.min(said.length(), LONGEST));
        return "QuickBooks says: " + words + (code.isEmpty() ? " (" + status + ")" : " (" + code + ")");
    }
}
