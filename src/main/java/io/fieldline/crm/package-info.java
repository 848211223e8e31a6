/** The Camel component that follows what changes in the CRM accounts of tenants, whichever CRM it is. */
package io.fieldline.crm;
