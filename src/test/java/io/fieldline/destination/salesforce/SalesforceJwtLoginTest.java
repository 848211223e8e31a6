package io.fieldline.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.sandbox.salesforce.SalesforceSettings;
import io.fieldline.tenant.Secret;

class SalesforceJwtLoginTest {

    @TempDir
    private Path folder;

    @Test
    void aConnectedAppMayLogInByASignedAssertion() throws Exception {
        Path keystore = folder.resolve("key.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "fieldline", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=fieldline",
                "-keystore", keystore.toString(), "-storetype", "PKCS12", "-storepass", "changeit").redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile()).start();
        assertThat(keytool.waitFor()).isZero();

        try (SalesforceOrg org = SalesforceOrg.usual()) {
            SalesforceProbe probe = new SalesforceProbe(org.camel, () -> SalesforceOrg.START);
            Map<String, Object> jwt = Map.of("loginType", "jwt", "userName", SalesforceSettings.USER_NAME, "keystore",
                    keystore.toString(), "keystorePassword", Secret.literal("changeit"));

            assertThat(probe.problem(org.connection(jwt))).isEmpty();
            assertThat(probe.problem(org.connection(Map.of("loginType", "jwt", "userName", "nobody@example.com", "keystore",
                    keystore.toString(), "keystorePassword", Secret.literal("changeit")))))
                    .hasValueSatisfying(problem -> assertThat(problem).contains("invalid_grant"));
        }
    }
}
