package io.fieldline.agent.audit;

/**
 * One line of the audit.
 *
 * @param body canonical JSON: what happened, its number, and the hash of the entry before
 * @param hash SHA-256 of the body in UTF-8, as 64 hexadecimal digits
 */
public record AuditEntry(long number, String body, String hash) {}
