/**
 * The tools by which an agent works in ServiceTitan, one class each: what they are asked and answer, in a person's words.
 * Reading and writing records is behind {@link io.fieldline.servicetitan.desk.record}.
 */
package io.fieldline.servicetitan.desk;
