/** What can go wrong, named by what is done about it. */
package io.fieldline.failure;
