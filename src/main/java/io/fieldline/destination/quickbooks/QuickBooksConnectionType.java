package io.fieldline.destination.quickbooks;

import java.util.List;

import io.fieldline.tenant.SettingDefinition;
import io.fieldline.tenant.SettingDefinition.Type;

/** What a tenant states of a company in QuickBooks Online. */
public final class QuickBooksConnectionType {

    public static final String NAME = "quickbooks";

    private QuickBooksConnectionType() {}

    public static List<SettingDefinition> settings() {
        return List.of(required("realmId", Type.TEXT, "The company's id, as QuickBooks shows it to an application"),
                required("clientId", Type.TEXT, "The application's client id"),
                required("clientSecret", Type.SECRET,
                        "The application's client secret; later refresh tokens are kept encrypted by it"),
                required("refreshToken", Type.SECRET,
                        "The first refresh token; later ones are kept by Fieldline, until another first one is given here"),
                optional("url", Type.TEXT, QuickBooksAccount.USUAL_URL, "Where the API is, a path before it included"),
                optional("tokenUrl", Type.TEXT, QuickBooksAccount.USUAL_TOKEN_URL,
                        "Where tokens are renewed; with a url that is not Intuit's it is oauth2/v1/tokens/bearer below that"),
                optional("minorVersion", Type.INTEGER, 75L, "The minor version of the API that is asked for"),
                optional("batchSize", Type.INTEGER, 30L, "How many questions are asked at once; documents are written singly"),
                optional("callsPerMinute", Type.INTEGER, 500L, "How many calls QuickBooks takes in a minute"),
                optional("connections", Type.INTEGER, 10L, "How many calls QuickBooks takes at once"));
    }

    private static SettingDefinition required(String name, Type type, String meaning) {
        return new SettingDefinition(name, type, true, null, List.of(), meaning);
    }

    private static SettingDefinition optional(String name, Type type, Object usual, String meaning) {
        return new SettingDefinition(name, type, false, usual, List.of(), meaning);
    }
}
