/** Tables from records: schema, evolution, upsert; one dialect class for each engine. */
package io.fieldline.warehouse;
