/** The SQL behind the interfaces that sync and tenant declare. */
package io.fieldline.store;
