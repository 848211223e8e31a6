package io.fieldline.sandbox.salesforce;

import static io.fieldline.sandbox.salesforce.FieldDefinition.choice;
import static io.fieldline.sandbox.salesforce.FieldDefinition.externalId;
import static io.fieldline.sandbox.salesforce.FieldDefinition.of;
import static io.fieldline.sandbox.salesforce.FieldDefinition.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.fieldline.sandbox.salesforce.FieldDefinition.Trait;

/** The objects of an org: Account, Contact and Task with the standard fields that customers need. */
final class Org {

    private final Map<String, ObjectType> types = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final boolean personAccounts;

    Org(SalesforceSettings settings) {
        personAccounts = settings.personAccounts();
        put(new ObjectType("Account", "001", Map.of(), account(personAccounts)));
        put(new ObjectType("Contact", "003", Map.of("Account", "AccountId"), contact()));
        put(new ObjectType("Task", "00T", Map.of("What", "WhatId", "Who", "WhoId"), task()));
        if (settings.externalIds()) {
            define("Account", externalId("ST_Customer_Id__c"));
            define("Contact", externalId("ST_Customer_Id__c"));
            define("Task", externalId("ST_Activity_Id__c"));
        }
    }

    boolean personAccounts() {
        return personAccounts;
    }

    /** A custom field of a contact is one of person accounts too. */
    void define(String object, FieldDefinition field) {
        known(object).add(field);
        if (object.equals("Contact") && personAccounts && field.custom()) {
            known("Account").add(new FieldDefinition(field.name().replaceFirst("__c$", "__pc"), field.label(), field.type(),
                    field.length(), field.traits(), field.choices()));
        }
    }

    ObjectType known(String object) {
        return Optional.ofNullable(types.get(object))
                .orElseThrow(() -> new ApiError(404, "NOT_FOUND", "The requested resource does not exist"));
    }

    ObjectType ofId(String id) {
        return types.values().stream().filter(type -> id.matches("[0-9A-Za-z]{18}") && id.startsWith(type.prefix()))
                .findFirst().orElseThrow(() -> new ApiError(400, "MALFORMED_ID", "malformed id " + id, "Id"));
    }

    Iterable<ObjectType> types() {
        return types.values();
    }

    private void put(ObjectType type) {
        types.put(type.name(), type);
    }

    private static List<FieldDefinition> account(boolean persons) {
        List<FieldDefinition> fields = system();
        fields.add(of("MasterRecordId", "reference", 18, Trait.READ_ONLY));
        fields.add(text("Name", 255, Trait.REQUIRED));
        fields.add(choice("Type", false, "Prospect", "Customer", "Partner", "Other"));
        fields.add(choice("Industry", false, "Construction", "Retail", "Other"));
        fields.add(of("Phone", "phone", 40));
        fields.add(of("Fax", "phone", 40));
        fields.add(of("Website", "url", 255));
        fields.add(text("AccountNumber", 40));
        fields.add(of("Description", "textarea", 32_000));
        address(fields, "Billing");
        address(fields, "Shipping");
        if (persons) {
            fields.add(of("IsPersonAccount", "boolean", 0, Trait.READ_ONLY));
            fields.add(text("FirstName", 40));
            fields.add(text("LastName", 80));
            fields.add(of("PersonEmail", "email", 80));
            fields.add(of("PersonMobilePhone", "phone", 40));
            fields.add(of("PersonHomePhone", "phone", 40));
            fields.add(of("PersonOtherPhone", "phone", 40));
            fields.add(text("PersonTitle", 80));
            fields.add(of("PersonBirthdate", "date", 0));
            fields.add(of("PersonDoNotCall", "boolean", 0));
            fields.add(of("PersonHasOptedOutOfEmail", "boolean", 0));
            address(fields, "PersonMailing");
        }
        return fields;
    }

    private static List<FieldDefinition> contact() {
        List<FieldDefinition> fields = system();
        fields.add(of("MasterRecordId", "reference", 18, Trait.READ_ONLY));
        fields.add(of("AccountId", "reference", 18));
        fields.add(text("FirstName", 40));
        fields.add(text("LastName", 80, Trait.REQUIRED));
        fields.add(text("Name", 121, Trait.READ_ONLY));
        fields.add(text("Title", 128));
        fields.add(of("Email", "email", 80));
        fields.add(of("Phone", "phone", 40));
        fields.add(of("MobilePhone", "phone", 40));
        fields.add(of("HomePhone", "phone", 40));
        fields.add(of("OtherPhone", "phone", 40));
        fields.add(of("Birthdate", "date", 0));
        fields.add(of("DoNotCall", "boolean", 0));
        fields.add(of("HasOptedOutOfEmail", "boolean", 0));
        fields.add(of("Description", "textarea", 32_000));
        address(fields, "Mailing");
        return fields;
    }

    private static List<FieldDefinition> task() {
        List<FieldDefinition> fields = system();
        fields.add(of("WhatId", "reference", 18));
        fields.add(of("WhoId", "reference", 18));
        fields.add(text("Subject", 255));
        fields.add(choice("Status", true, "Not Started", "In Progress", "Completed"));
        fields.add(choice("Priority", true, "High", "Normal", "Low"));
        fields.add(of("ActivityDate", "date", 0));
        fields.add(of("Description", "textarea", 32_000));
        return fields;
    }

    private static List<FieldDefinition> system() {
        return new ArrayList<>(List.of(of("Id", "id", 18, Trait.READ_ONLY), of("IsDeleted", "boolean", 0, Trait.READ_ONLY),
                of("CreatedDate", "datetime", 0, Trait.READ_ONLY), of("LastModifiedDate", "datetime", 0, Trait.READ_ONLY),
                of("SystemModstamp", "datetime", 0, Trait.READ_ONLY)));
    }

    private static void address(List<FieldDefinition> fields, String kind) {
        fields.add(of(kind + "Street", "textarea", 255));
        fields.add(text(kind + "City", 40));
        fields.add(text(kind + "State", 80));
        fields.add(text(kind + "PostalCode", 20));
        fields.add(text(kind + "Country", 80));
    }
}
