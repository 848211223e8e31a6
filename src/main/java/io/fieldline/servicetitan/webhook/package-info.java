/** An incoming event: verified, stored, handed on once. */
package io.fieldline.servicetitan.webhook;
