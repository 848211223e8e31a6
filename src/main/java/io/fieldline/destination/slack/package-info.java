/** What YAML cannot say about Slack: verified delivery, message blocks and errors. */
package io.fieldline.destination.slack;
