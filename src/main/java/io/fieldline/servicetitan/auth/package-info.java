/** An access token for each tenant. */
package io.fieldline.servicetitan.auth;
