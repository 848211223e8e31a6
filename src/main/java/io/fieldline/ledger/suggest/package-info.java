/** A first coding for a tenant, proposed by the names that both systems use. */
package io.fieldline.ledger.suggest;
