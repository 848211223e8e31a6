/** A local Klaviyo, as far as single events go. */
package io.fieldline.sandbox.klaviyo;
