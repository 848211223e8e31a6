/** The rules of the alert about high-value jobs. */
package io.fieldline.flow.alert;
