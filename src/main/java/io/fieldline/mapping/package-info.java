/** Field mappings: which field of a ServiceTitan record is which field of a CRM's, and how a value travels between them. */
package io.fieldline.mapping;
