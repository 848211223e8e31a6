/** A local Slack that is as strict as the real one and remembers what it was told. */
package io.fieldline.sandbox.slack;
