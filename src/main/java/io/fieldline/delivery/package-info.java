/** One HTTP request to a provider, sent at most once, and how sure it is that the provider took it. */
package io.fieldline.delivery;
