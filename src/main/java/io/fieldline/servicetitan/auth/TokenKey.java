package io.fieldline.servicetitan.auth;

import java.net.URI;

import io.fieldline.tenant.ServiceTitanAccount;

/** What an access token is valid for. Tokens of one client id may be shared only within one tenant and environment. */
record TokenKey(URI authUrl, long tenantId, String clientId) {

    static TokenKey of(ServiceTitanAccount account) {
        return new TokenKey(account.authUrl(), account.tenantId(), account.clientId());
    }
}
