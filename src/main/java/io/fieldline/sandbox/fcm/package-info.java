/** A local Firebase Cloud Messaging, with the desk that gives out its access tokens. */
package io.fieldline.sandbox.fcm;
