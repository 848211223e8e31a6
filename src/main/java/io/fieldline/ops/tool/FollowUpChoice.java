package io.fieldline.ops.tool;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.messaging.FollowUp;
import io.fieldline.messaging.FollowUpOutlook;
import io.fieldline.messaging.FollowUps;
import io.fieldline.outreach.Subject;
import io.fieldline.servicetitan.desk.NamedCustomers.Named;

/** Which of a customer's records a follow-up is about, and what stands against it. */
final class FollowUpChoice {

    private final FollowUps followUps;
    private final String tenant;
    private final String flow;
    private final Optional<Long> about;

    /**
     * @param followUp as it is; null where there is none to start or to stop
     * @param obstacle why it is left out; empty where it is not
     * @param outlook of one that is to be started; null otherwise
     */
    record Chosen(Named customer, FollowUp followUp, String obstacle, FollowUpOutlook outlook) {

        private static Chosen not(Named customer, String why) {
            return new Chosen(customer, null, why, null);
        }
    }

    /** @param about the id of the record that is meant */
    FollowUpChoice(FollowUps followUps, String tenant, String flow, Optional<Long> about) {
        this.followUps = followUps;
        this.tenant = tenant;
        this.flow = flow;
        this.about = about;
    }

    List<Chosen> toStart(Named customer) {
        List<Subject> subjects;
        try {
            subjects = followUps.about(tenant, flow, customer.id()).stream().filter(this::isMeant).toList();
        } catch (RejectedRecordException lacking) {
            return List.of(Chosen.not(customer, lacking.getMessage()));
        }
        if (subjects.isEmpty()) {
            return List.of(Chosen.not(customer, "has nothing to follow up on"));
        }
        List<Chosen> looked = subjects.stream().map(subject -> looked(customer, subject)).toList();
        List<Chosen> possible = looked.stream().filter(one -> one.obstacle().isEmpty()).toList();
        if (possible.size() > 1) {
            return List.of(Chosen.not(customer, "has several to follow up on: name one in about: " + possible.stream()
                    .map(one -> Long.toString(one.followUp().subject().id())).collect(Collectors.joining(", "))));
        }
        return possible.isEmpty() ? List.of(looked.get(0)) : possible;
    }

    private Chosen looked(Named customer, Subject subject) {
        FollowUpOutlook outlook = followUps.outlook(tenant, flow, customer.id(), subject);
        return new Chosen(customer, followUps.find(tenant, flow, subject), outlook.obstacle().orElse(""), outlook);
    }

    List<Chosen> toStop(Named customer) {
        List<Chosen> running = followUps.ofCustomer(tenant, customer.id()).stream()
                .filter(one -> one.flow().equals(flow) && isMeant(one.subject()))
                .map(one -> new Chosen(customer, one, "", null)).toList();
        return running.isEmpty() ? List.of(Chosen.not(customer, "is in none of this flow")) : running;
    }

    private boolean isMeant(Subject subject) {
        return about.isEmpty() || about.get() == subject.id();
    }
}
