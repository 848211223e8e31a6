package io.fieldline.outreach;

/** Why somebody is contacted, which decides what they must have agreed to and who of a household it is for. */
public enum MessageKind {

    /** About a visit: booked, on the way, arrived, completed, rescheduled, cancelled. */
    VISIT,

    INVOICE,

    /** Review requests, renewals, estimates, win-back: everything that is not about work under way. */
    MARKETING
}
