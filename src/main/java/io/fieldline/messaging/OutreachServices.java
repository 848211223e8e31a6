package io.fieldline.messaging;

import java.util.concurrent.Executor;

import io.fieldline.outreach.MessageChannels;
import io.fieldline.outreach.MessagePlanner;
import io.fieldline.outreach.MessageRulebook;
import io.fieldline.outreach.OutboxStore;
import io.fieldline.outreach.StopCheck;
import io.fieldline.tenant.Tenants;

/**
 * What every endpoint of one Camel context shares. Bind one to the registry.
 *
 * @param stops reads how things are with what a message is about
 * @param executor on which that is read, for several records at a time
 */
public record OutreachServices(Tenants tenants, MessageRulebook rules, MessageChannels channels, MessageWriting writing,
        StopCheck stops, MessagePlanner planner, OutboxStore outbox, Enrollments enrollments, Executor executor) {}
