/** The Camel component for ServiceTitan: endpoint, producer, consumer and their options. */
package io.fieldline.servicetitan;
