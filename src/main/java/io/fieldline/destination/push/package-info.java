/** What YAML cannot say about push notifications by Firebase Cloud Messaging: its login, its errors, what replaces a repeat. */
package io.fieldline.destination.push;
