/**
 * A ServiceTitan of its own for tests. It knows nothing of Fieldline: it reads the published operations, holds each
 * request against them, and fails in the ways that integrators saw.
 */
package io.fieldline.published;
