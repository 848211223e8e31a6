/** Connections to a database, given to threads in the order in which they ask. */
package io.fieldline.pool;
