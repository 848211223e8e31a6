/** Moving data safely: where to resume, what was handed on, what is confirmed. */
package io.fieldline.sync;
