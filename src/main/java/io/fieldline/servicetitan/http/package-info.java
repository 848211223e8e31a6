/** One call: request, answer, throttle, and the translation of errors. */
package io.fieldline.servicetitan.http;
