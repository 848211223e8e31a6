/**
 * Keeping one record of two systems in step: which record is which, who owns a field, what each side has to take. Plain
 * rules; the two systems are {@link io.fieldline.sync.pair.Side}s.
 */
package io.fieldline.sync.pair;
