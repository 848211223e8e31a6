/** Whom we serve: tenant documents, settings, secrets and connections. */
package io.fieldline.tenant;
