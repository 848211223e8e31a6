package io.fieldline.sandbox.quickbooks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What QuickBooks would not do, by its own code. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;
    private final String code;
    private final String detail;
    private final String element;

    Refusal(int status, String type, String code, String message, String detail, String element) {
        super(message);
        this.status = status;
        this.type = type;
        this.code = code;
        this.detail = detail;
        this.element = element;
    }

    private static Refusal validation(String code, String message, String detail, String element) {
        return new Refusal(400, "ValidationFault", code, message, detail, element);
    }

    static Refusal business(String rule) {
        return validation("6000", "A business validation error has occurred while processing your request",
                "Business Validation Error: " + rule, "");
    }

    static Refusal missing(String property) {
        return validation("2020", "Required param missing, need to supply the required value for the API",
                "Required parameter " + property + " is missing in the request", property);
    }

    static Refusal unsupportedProperty(String property) {
        return validation("2010", "Request has invalid or unsupported property",
                "Property Name:" + property + " specified is unsupported or invalid", property);
    }

    static Refusal length(String property, int least, int most, int supplied) {
        return validation("2050", "String length is either shorter or longer than supported by specification",
                "String length specified does not match the supported length. Min:" + least + " Max:" + most
                        + " supported. Supplied length:" + supplied,
                property);
    }

    static Refusal invalidReference(String property, String kind, String id) {
        return validation("2500", "Invalid Reference Id", "Invalid Reference Id : " + kind + " element id " + id + " not found",
                property);
    }

    static Refusal inactive(String property) {
        return validation("610", "Object Not Found", "Object Not Found : Something you're trying to use has been made"
                + " inactive. Check the fields with accounts, customers, items, vendors or employees.", property);
    }

    static Refusal amount(String supplied) {
        return validation("6070", "Amount calculation incorrect in the request.",
                "Amount is not equal to UnitPrice * Qty. Supplied value:" + supplied, "Amount");
    }

    static Refusal duplicateNumber(EntityKind kind, String number, String id) {
        return validation("6140", "Duplicate Document Number Error",
                "Duplicate Document Number Error : You must specify a different number. This number has already been used."
                        + " DocNumber=" + number + " is assigned to TxnType=" + kind.apiName() + " with TxnId=" + id,
                "DocNumber");
    }

    static Refusal duplicateName(String name, String id) {
        return validation("6240", "Duplicate Name Exists Error", "The name supplied already exists. : Another customer,"
                + " vendor, employee, account, item, class or location is already using the name '" + name
                + "'. Please use a different name. Id=" + id, "");
    }

    static Refusal closed() {
        return validation("6210", "Account Period Closed, Cannot Update Through Services",
                "The account period has closed and the account books cannot be updated through the QBO Services API."
                        + " Please use the QBO website to make these changes.",
                "");
    }

    static Refusal deposited() {
        return validation("6540", "Deposited Transaction cannot be changed", "You cannot change the amount, the account or the"
                + " existence of a transaction that has been deposited. Delete it from the deposit first.", "");
    }

    static Refusal stale() {
        return validation("5010", "Stale Object Error", "Stale Object Error : You and somebody else were working on this at the"
                + " same time. The other one finished before you did, so your work was not saved.", "");
    }

    static Refusal unsupported(String operation) {
        return validation("500", "Unsupported Operation", "Operation " + operation + " is not supported.", "");
    }

    static Refusal query(String problem) {
        return validation("4000", "Error parsing query", "QueryParserError: " + problem, "");
    }

    static Refusal invalidQuery(String problem) {
        return validation("4001", "Invalid query", "QueryValidationError: " + problem, "");
    }

    static Refusal request(int status, String problem) {
        return new Refusal(status, "ValidationFault", "2000", "Invalid request", problem, "");
    }

    static Refusal unauthenticated(String detail) {
        return new Refusal(401, "AUTHENTICATION", "3200", "message=AuthenticationFailed; errorCode=003200; statusCode=401",
                detail, "");
    }

    static Refusal otherRealm() {
        return new Refusal(403, "AUTHORIZATION", "3100",
                "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403",
                "The application is not connected to this company", "");
    }

    static Refusal throttled() {
        return new Refusal(429, "THROTTLE", "3001", "message=ThrottleExceeded; errorCode=003001; statusCode=429",
                "The request limit was reached. Please try again later.", "");
    }

    static Refusal failed() {
        return new Refusal(500, "SystemFault", "10000", "An application error has occurred while processing your request",
                "System Failure Error: Internal Server Error", "");
    }

    int status() {
        return status;
    }

    /** <code>{"Error": […], "type": "ValidationFault"}</code>. */
    ObjectNode fault() {
        ObjectNode fault = JsonNodeFactory.instance.objectNode();
        ArrayNode errors = fault.putArray("Error");
        errors.addObject().put("Message", getMessage()).put("Detail", detail).put("code", code).put("element", element);
        return fault.put("type", type);
    }
}
