/** Health, metrics and log keys. */
package io.fieldline.observe;
