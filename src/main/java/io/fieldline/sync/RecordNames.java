package io.fieldline.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The words by which ServiceTitan's records name each other: <code>jobId</code>, <code>jobIds</code>, or an object
 * <code>job</code> with its id, as fields or as a warehouse's columns.
 */
public final class RecordNames {

    public static final String CUSTOMER = "customer";

    /** Kind of record, its streams, further words for it. Only what belongs to a customer is listed. */
    private static final String KINDS = """
            customer                crm/customers
            location                crm/locations                           customerLocation
            lead                    crm/leads
            booking                 crm/bookings crm/booking-provider/bookings
            call                    telecom/calls                           leadCall manualCall partnerLeadCall
            project                 jpm/projects
            job                     jpm/jobs                                recallFor warranty sourceJob overwrittenBookingJob
            appointment             jpm/appointments                        firstAppointment lastAppointment jobAppointment
            invoice                 accounting/invoices                     adjustmentTo appliedTo cancellationInvoice
            payment                 accounting/payments                     refundedPayment
            creditMemo              accounting/credit-memos
            estimate                sales/estimates                         createdFromEstimate
            membership              memberships/memberships                 customerMembership
            recurringService        memberships/recurring-services          locationRecurringService
            recurringServiceEvent   memberships/recurring-service-events
            installedEquipment      equipmentsystems/installed-equipment
            serviceAgreement        service-agreements/service-agreements
            task                    taskmanagement/tasks
            """;

    private static final Map<String, String> KIND_OF_STREAM = new HashMap<>();
    private static final Map<String, String> KIND_OF_WORD = new HashMap<>();
    private static final List<String> NAMES = new ArrayList<>();

    static {
        KINDS.lines().map(line -> line.split(" +")).forEach(parts -> {
            NAMES.add(parts[0]);
            KIND_OF_WORD.put(plain(parts[0]), parts[0]);
            Arrays.stream(parts).skip(1).forEach(part -> {
                if (part.contains("/")) {
                    KIND_OF_STREAM.put(part, parts[0]);
                } else {
                    KIND_OF_WORD.put(plain(part), parts[0]);
                }
            });
        });
    }

    private RecordNames() {}

    public static List<String> kinds() {
        return List.copyOf(NAMES);
    }

    public static Map<String, String> kindsOfStreams() {
        return Map.copyOf(KIND_OF_STREAM);
    }

    static Optional<String> ofStream(String stream) {
        return Optional.ofNullable(KIND_OF_STREAM.get(stream));
    }

    /** The kind whose ids a field or column holds: <code>customerId</code>, <code>job_ids</code>. */
    public static Optional<String> ofIds(String field) {
        String plain = plain(field);
        return plain.endsWith("ids") ? ofPlain(plain, 3) : plain.endsWith("id") ? ofPlain(plain, 2) : Optional.empty();
    }

    /** The kind of the object, or of the list of objects, that a field or column holds: <code>leadCall</code>. */
    public static Optional<String> ofObject(String field) {
        return Optional.ofNullable(KIND_OF_WORD.get(plain(field)));
    }

    private static Optional<String> ofPlain(String plain, int ending) {
        return Optional.ofNullable(KIND_OF_WORD.get(plain.substring(0, plain.length() - ending)));
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
