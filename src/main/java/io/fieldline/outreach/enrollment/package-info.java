/**
 * Contacts that are in a workflow of a CRM, and that each is let go when there is no more reason for it: by a renewal, an
 * opt-out or a person, across crashes, and for as long as it takes until the CRM shows it.
 */
package io.fieldline.outreach.enrollment;
