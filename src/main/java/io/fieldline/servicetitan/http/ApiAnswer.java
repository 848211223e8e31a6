package io.fieldline.servicetitan.http;

/**
 * A successful answer, read.
 *
 * @param status the HTTP status
 * @param body what the reader made of the body
 */
public record ApiAnswer<T>(int status, T body) {}
