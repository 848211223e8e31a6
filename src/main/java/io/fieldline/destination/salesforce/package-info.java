/** Salesforce as one side of a pair: an account and its contact are one record, kept in step through Camel's component. */
package io.fieldline.destination.salesforce;
