package io.fieldline.outreach;

/**
 * Another way by which the customer could have been told, and why the message does not go by it.
 *
 * @param connection by its name in the tenant document
 * @param reason a {@link RefusalReason}
 * @param detail one sentence; names no number and no address
 */
public record PassedOver(String connection, String reason, String detail) {}
