package io.fieldline.published;

import java.util.Map;

/** What rows look like: the published fields of the collections that the tests read, the common ones of all others. */
final class Shapes {

    private static final String ADDRESS = """
            "address":{"street":"{n} North Lakeshore Drive","unit":null,"city":"Évanston","state":"IL","zip":"60201","country":"USA",\
            "latitude":42.0451,"longitude":-87.6877}""";

    private static final Template JOB = new Template(
            """
                    {"id":{id},"jobNumber":"{n}","projectId":null,"customerId":{customer},"locationId":{customer},"jobStatus":"Completed",\
                    "completedOn":"{modifiedOn}","businessUnitId":50000001,"jobTypeId":50000002,"priority":"Normal","campaignId":50000003,\
                    "appointmentCount":1,"firstAppointmentId":{id},"lastAppointmentId":{id},"recallForId":null,"warrantyId":null,\
                    "jobGeneratedLeadSource":{"jobId":null,"employeeId":50000004},"noCharge":false,"notificationsEnabled":true,\
                    "createdOn":"{createdOn}","createdById":50000004,"modifiedOn":"{modifiedOn}","tagTypeIds":[50000001,50000002],\
                    "leadCallId":null,"partnerLeadCallId":null,"bookingId":null,"soldById":null,"customerPo":"","invoiceId":{id},\
                    "membershipId":null,"total":{money},"createdFromEstimateId":null,"estimateIds":[{id}],"equipmentIds":[],\
                    "isAutoDispatched":null,"summary":"<p>Furnace of \\"{n}\\" does not start; homeowner hears a click &amp; then nothing. \
                    Filter was replaced in spring. Gate code 4711, dog in the yard, please call thirty minutes ahead.</p>",\
                    "customFields":[{"typeId":50000001,"name":"Lead source","value":"Radio"}],"externalData":[],"summaryOfWork":null}""");

    private static final Template APPOINTMENT = new Template(
            """
                    {"id":{id},"jobId":{id},"appointmentNumber":"{n}-1","start":"{createdOn}","end":"{modifiedOn}","arrivalWindowStart":null,\
                    "arrivalWindowEnd":null,"status":"Done","specialInstructions":"Ring twice.\\nThen wait.","createdOn":"{createdOn}",\
                    "modifiedOn":"{modifiedOn}","customerId":{customer},"unused":false,"createdById":50000004,"isConfirmed":true,\
                    "active":{active},"appointmentSummaries":null}""");

    private static final Template INVOICE = new Template(
            """
                    {"id":{id},"syncStatus":"Pending","budgetCodeId":null,"referenceNumber":"{n}","invoiceDate":"2026-03-04T00:00:00Z",\
                    "dueDate":null,"subTotal":"{money}","salesTax":"0.00","salesTaxCode":null,"taxZoneId":null,"total":"{money}",\
                    "balance":"0.00","invoiceType":null,"customer":{"id":{customer},"name":"Contractor's customer {n}"},\
                    "location":{"id":{customer},"name":"Home"},"businessUnit":{"id":50000001,"name":"HVAC"},"termName":null,\
                    "createdBy":"dispatcher","batch":null,"depositedOn":null,"createdOn":"{createdOn}","modifiedOn":"{modifiedOn}",\
                    "adjustmentToId":null,"job":{"id":{id},"number":"{n}","type":"Repair"},"projectId":null,"royalty":null,\
                    "commissionEligibilityDate":null,"sentStatus":"NotSent","reviewStatus":"NeedsReview","assignedTo":null,"summary":null,\
                    "items":[{"id":{id},"description":"Diagnosis","quantity":"1.0000","cost":"0.00","total":"{money}","price":"{money}",\
                    "type":"Service","taxable":false,"active":true}],"customFields":[{"name":"Branch","value":"North"}],"active":{active},\
                    "discountTotal":"0.00","importId":null,"exportId":null,"materialSkuId":null,"membershipId":null,"paidOn":null,\
                    "invoiceConfiguration":"JobInvoice"}""");

    private static final Template CUSTOMER = new Template("""
            {"id":{id},"active":{active},"name":"Zoë O'Neill {n}","type":"Residential",""" + ADDRESS + """
            ,"customFields":[],"balance":{money},"taxExempt":false,"tagTypeIds":[],"doNotMail":false,"doNotService":false,\
            "nationalAccount":false,"createdOn":"{createdOn}","createdById":50000004,"modifiedOn":"{modifiedOn}",\
            "mergedToId":{mergedToId},"paymentTermId":null,"creditLimit":null,"creditLimitBalance":null,"externalData":[]}""");

    private static final Template LOCATION = new Template("""
            {"id":{id},"customerId":{id},"active":{active},"name":"Home {n}",""" + ADDRESS + """
            ,"customFields":[],"createdOn":"{createdOn}","createdById":50000004,"modifiedOn":"{modifiedOn}",\
            "mergedToId":{mergedToId},"zoneId":null,"taxExempt":false,"tagTypeIds":[],"externalData":[],"taxZoneId":null}""");

    private static final Template ESTIMATE = new Template(
            """
                    {"id":{id},"jobId":{id},"projectId":null,"locationId":{customer},"customerId":{customer},"name":"Option {n}",\
                    "jobNumber":"{n}","status":{"value":0,"name":"Open"},"reviewStatus":"None","summary":null,"createdOn":"{createdOn}",\
                    "modifiedOn":"{modifiedOn}","soldOn":null,"soldBy":null,"active":{active},"items":[],"externalLinks":[],"subtotal":{money},\
                    "tax":0,"businessUnitId":50000001,"businessUnitName":"HVAC","isRecommended":false,"budgetCodeId":null,\
                    "isChangeOrder":false,"proposalTagName":null}""");

    private static final Template JOB_TYPE = new Template("""
            {"id":{id},"name":"Job type {n}","businessUnitIds":[50000001],"skills":[],"tagTypeIds":[],"priority":"Normal",\
            "duration":3600,"soldThreshold":{money},"class":"Service","summary":"","noCharge":false,\
            "enforceRecurringServiceEventSelection":null,"invoiceSignaturesRequired":true,"modifiedOn":"{modifiedOn}",\
            "createdOn":"{createdOn}","externalData":[],"active":{active},"isSmartDispatched":false,\
            "defaultEstimateSoldAction":"None","customFieldTypeIds":[]}""");

    private static final Template OTHER = new Template("""
            {"id":{id},"name":"Row {n}","active":{active},"createdOn":"{createdOn}","modifiedOn":"{modifiedOn}"}""");

    private static final Map<String, Template> BY_COLLECTION = Map.of("jpm/jobs", JOB, "jpm/appointments", APPOINTMENT,
            "accounting/invoices", INVOICE, "crm/customers", CUSTOMER, "crm/locations", LOCATION, "sales/estimates", ESTIMATE,
            "jpm/job-types", JOB_TYPE);

    private Shapes() {}

    static Map<String, Template> known() {
        return BY_COLLECTION;
    }

    static void write(StringBuilder out, String collection, Row row, boolean feed) {
        BY_COLLECTION.getOrDefault(collection, OTHER).write(out, row);
        if (feed && collection.equals("jpm/jobs")) {
            // Only the feed says whether a job still is.
            out.setLength(out.length() - 1);
            out.append(",\"active\":").append(row.active()).append('}');
        }
    }
}
