/** A local Salesforce that refuses what the real REST API refuses and remembers what it was told. */
package io.fieldline.sandbox.salesforce;
