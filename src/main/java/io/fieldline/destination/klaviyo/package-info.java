/** What YAML cannot say about Klaviyo: events recorded once by our token. */
package io.fieldline.destination.klaviyo;
