/** Reference pages whose tables are rendered from what the code says of itself. */
package io.fieldline.reference;
