/**
 * Messages to customers: whether, when and how often somebody may be contacted, and that nobody is contacted twice for one
 * thing. Plain rules; providers are {@link io.fieldline.outreach.MessageChannel}s.
 */
package io.fieldline.outreach;
