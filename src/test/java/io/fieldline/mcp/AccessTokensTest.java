package io.fieldline.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpServer;

import io.fieldline.agent.Door.Caller;
import io.fieldline.mcp.AccessTokens.Verified;

/** Which access tokens are taken, of an issuer that publishes its keys over HTTP. */
class AccessTokensTest {

    private static final String AUDIENCE = "https://fieldline.example.com/mcp";

    private static final Duration LONG = Duration.ofSeconds(20);
    /** Made once: that takes long. */
    private static final KeyPair ISSUERS = pair();
    private static final KeyPair ANOTHER = pair();

    private final AtomicInteger keysAsked = new AtomicInteger();
    private final ExecutorService answering = Executors.newCachedThreadPool();
    private HttpServer server;
    private String issuer;
    private RsaJsonWebKey key;
    private AccessTokens tokens;

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RsaJsonWebKey key(KeyPair pair, String id) {
        RsaJsonWebKey key = new RsaJsonWebKey((RSAPublicKey) pair.getPublic());
        key.setPrivateKey(pair.getPrivate());
        key.setKeyId(id);
        return key;
    }

    @BeforeEach
    void startTheIssuer() throws IOException {
        key = key(ISSUERS, "k1");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
        publish("/realm/.well-known/openid-configuration",
                "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + issuer + "/keys\"}");
        publish("/realm/keys", new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
        server.setExecutor(answering);
        server.start();
        tokens = tokens(Optional.of(URI.create(AUDIENCE)), Set.of(issuer));
    }

    @AfterEach
    void stopTheIssuer() {
        server.stop(0);
        answering.shutdownNow();
    }

    @Test
    void aTokenThatWasMadeForThisServerTellsWhoAndWhatFor() throws JoseException {
        assertThat(tokens.verified(token(claims -> {
        }))).hasValue(new Verified(issuer, "dana", Set.of("office", "reports")));
        assertThat(tokens.verified(token(claims -> {
            claims.unsetClaim("scope");
            claims.setStringListClaim("scp", List.of("office"));
        }))).hasValue(new Verified(issuer, "dana", Set.of("office")));
        assertThat(keysAsked).as("its keys are asked for once").hasValue(1);
    }

    @Test
    void aTokenForAnotherServerOrPastItsTimeOrWithoutWhatItNeedsIsRefused() throws JoseException {
        assertThat(tokens.verified(token(claims -> claims.setAudience("https://elsewhere.example.com")))).isEmpty();
        assertThat(tokens.verified(token(claims -> claims.unsetClaim("aud")))).isEmpty();
        assertThat(tokens.verified(token(claims -> claims.setExpirationTimeMinutesInTheFuture(-2)))).isEmpty();
        assertThat(tokens.verified(token(claims -> claims.unsetClaim("exp")))).isEmpty();
        assertThat(tokens.verified(token(claims -> claims.unsetClaim("sub")))).isEmpty();
        assertThat(tokens.verified(token(claims -> claims.setNotBeforeMinutesInThePast(-5)))).isEmpty();
    }

    @Test
    void aTokenOfAnIssuerThatNoClientHasIsRefusedAndTheIssuerIsNotAsked() throws JoseException {
        AccessTokens others = tokens(Optional.of(URI.create(AUDIENCE)), Set.of("https://login.example.com"));
        assertThat(others.verified(token(claims -> {
        }))).isEmpty();
        assertThat(keysAsked).hasValue(0);
    }

    @Test
    void withoutAnAddressThatTokensAreMadeForNoTokenIsTaken() throws JoseException {
        assertThat(tokens(Optional.empty(), Set.of(issuer)).verified(token(claims -> {
        }))).isEmpty();
    }

    @Test
    void aTokenWithoutASignatureOrWithAnotherOneIsRefused() throws JoseException {
        JsonWebSignature unsigned = signature(claims());
        unsigned.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        unsigned.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        unsigned.setKey(null);
        assertThat(tokens.verified(unsigned.getCompactSerialization())).isEmpty();

        JsonWebSignature shared = signature(claims());
        shared.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        shared.setKey(new HmacKey(key.getPublicKey().getEncoded()));
        assertThat(tokens.verified(shared.getCompactSerialization())).isEmpty();

        shared.setKey(new HmacKey(("-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n' }).encodeToString(key.getPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n").getBytes(StandardCharsets.US_ASCII)));
        assertThat(tokens.verified(shared.getCompactSerialization())).as("signed with the public key as it is written")
                .isEmpty();

        JsonWebSignature foreign = signature(claims());
        foreign.setKey(ANOTHER.getPrivate());
        assertThat(tokens.verified(foreign.getCompactSerialization())).isEmpty();

        String good = token(claims -> {
        });
        assertThat(tokens.verified(good.substring(0, good.length() - 8) + "AAAAAAAA")).isEmpty();
        assertThat(tokens.verified("no token at all")).isEmpty();
        assertThat(tokens.verified("")).isEmpty();
    }

    @Test
    void aTokenByAKeyThatTheIssuerPublishedSinceIsTakenAndOneByAKeyThatItWithdrewIsNot() throws JoseException {
        String old = token(claims -> {
        });
        assertThat(tokens.verified(old)).isPresent();
        key = key(ANOTHER, "k2");
        String rotated = token(claims -> {
        });
        assertThat(tokens.verified(rotated)).as("before it is published").isEmpty();
        server.removeContext("/realm/keys");
        publish("/realm/keys", new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
        assertThat(tokens.verified(rotated)).isPresent();
        assertThat(tokens.verified(old)).isEmpty();
    }

    @Test
    void madeUpKeysDoNotMakeUsAskWithoutEnd() throws JoseException {
        IssuerKeys keys = new IssuerKeys(Duration.ofMinutes(1), LONG);
        AccessTokens patient = new AccessTokens(Optional.of(URI.create(AUDIENCE)), () -> Set.of(issuer), keys::of);
        assertThat(patient.verified(token(claims -> {
        }))).isPresent();
        for (int n = 0; n < 20; n++) {
            JsonWebSignature madeUp = signature(claims());
            madeUp.setKeyIdHeaderValue("made-up-" + n);
            assertThat(patient.verified(madeUp.getCompactSerialization())).isEmpty();
        }
        assertThat(keysAsked).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void aKeyOfOneIssuerSignsForNoOther() throws JoseException {
        String other = issuer.replace("/realm", "/other");
        RsaJsonWebKey others = key(ANOTHER, "k1");
        publish("/.well-known/oauth-authorization-server/other",
                "{\"issuer\":\"" + other + "\",\"jwks_uri\":\"" + other + "/keys\"}");
        publish("/other/keys", new JsonWebKeySet(others).toJson(OutputControlLevel.PUBLIC_ONLY));
        AccessTokens both = tokens(Optional.of(URI.create(AUDIENCE)), Set.of(issuer, other));
        JsonWebSignature own = signature(claims());
        assertThat(both.verified(own.getCompactSerialization())).isPresent();
        JwtClaims claims = claims();
        claims.setIssuer(other);
        JsonWebSignature foreign = signature(claims);
        assertThat(both.verified(foreign.getCompactSerialization())).as("by the first one's key").isEmpty();
        JsonWebSignature right = signature(claims);
        right.setKey(others.getPrivateKey());
        assertThat(both.verified(right.getCompactSerialization())).isPresent();
    }

    @Test
    void aTokenWithoutAScopeThatItsClientNeedsIsNobodys() throws JoseException {
        OfficeDoor door = new OfficeDoor();
        WhoAsks who = new WhoAsks(door, new AccessTokens(Optional.of(URI.create(AUDIENCE)), () -> Set.of(OfficeDoor.ISSUER),
                made -> (signature, nesting) -> key.getPublicKey()));
        assertThat(who.of("Bearer " + token(claims -> {
            claims.setIssuer(OfficeDoor.ISSUER);
            claims.setStringClaim("scope", "officer reports");
        }))).isEmpty();
        assertThat(who.of("Bearer " + token(claims -> {
            claims.setIssuer(OfficeDoor.ISSUER);
            claims.unsetClaim("scope");
        }))).isEmpty();
    }

    @Test
    void anIssuerThatDoesNotAnswerIsAskedAgainWithTheNextToken() throws JoseException {
        server.removeContext("/realm/keys");
        String token = token(claims -> {
        });
        assertThat(tokens.verified(token)).isEmpty();
        publish("/realm/keys", new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
        assertThat(tokens.verified(token)).isPresent();
    }

    @Test
    void anIssuerThatIsSilentIsAskedByOneAndNotAgainForAWhile() throws Exception {
        server.removeContext("/realm/keys");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        server.createContext("/realm/keys", exchange -> {
            times.incrementAndGet();
            asked.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        IssuerKeys keys = new IssuerKeys(Duration.ofMinutes(1), LONG);
        AccessTokens patient = new AccessTokens(Optional.of(URI.create(AUDIENCE)), () -> Set.of(issuer), keys::of);
        String token = token(claims -> {
        });
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            List<Future<Boolean>> waiting = new ArrayList<>();
            waiting.add(pool.submit(() -> patient.verified(token).isPresent()));
            asked.await();
            ExecutorCompletionService<Boolean> more = new ExecutorCompletionService<>(pool);
            for (int i = 0; i < 20; i++) {
                more.submit(() -> patient.verified(token).isPresent());
            }
            for (int i = 0; i < 17; i++) {
                assertThat(more.take().get()).as("refused while the issuer is silent").isFalse();
            }
            goOn.countDown();
            for (int i = 0; i < 3; i++) {
                assertThat(more.take().get()).isFalse();
            }
            assertThat(waiting.get(0).get()).isFalse();
            assertThat(patient.verified(token)).isEmpty();
            assertThat(times).hasValue(1);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void whatAnIssuerPublishesIsReadInLittleTimeAndOfLittleSize() throws Exception {
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = new byte[64 * 1024];
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 100; i++) {
                    body.write(part);
                }
            } catch (IOException closed) {
                exchange.close();
            }
        });
        CountDownLatch goOn = new CountDownLatch(1);
        server.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        String at = issuer.replace("/realm", "");
        assertThatThrownBy(() -> new IssuerPages(LONG).read(at + "/endless")).hasMessageContaining("more than 262144 bytes");
        assertThatThrownBy(() -> new IssuerPages(Duration.ofMillis(300)).read(at + "/slow"))
                .hasMessage("took longer than 300 ms");
        goOn.countDown();
        assertThatThrownBy(() -> new IssuerPages(LONG).read(at + "/nowhere")).hasMessage("answered 404");
    }

    @Test
    void keysThatWouldTravelInTheOpenAreNotTaken() throws JoseException {
        server.removeContext("/realm/.well-known/openid-configuration");
        publish("/realm/.well-known/openid-configuration",
                "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"http://keys.example.com/keys\"}");
        assertThat(tokens.verified(token(claims -> {
        }))).isEmpty();
    }

    @Test
    void anIssuerThatNamesAnotherOneIsNotBelieved() throws JoseException {
        server.removeContext("/realm/.well-known/openid-configuration");
        publish("/realm/.well-known/openid-configuration",
                "{\"issuer\":\"https://login.example.com\",\"jwks_uri\":\"" + issuer + "/keys\"}");
        assertThat(tokens.verified(token(claims -> {
        }))).isEmpty();
    }

    @Test
    void theDoorSaysWhichClientASubjectIs() throws JoseException {
        OfficeDoor door = new OfficeDoor();
        WhoAsks who = new WhoAsks(door, new AccessTokens(Optional.of(URI.create(AUDIENCE)), () -> Set.of(OfficeDoor.ISSUER),
                issuer -> (signature, nesting) -> key.getPublicKey()));
        assertThat(who.of("Bearer " + token(claims -> claims.setIssuer(OfficeDoor.ISSUER))))
                .hasValue(new Caller("office", Optional.empty()));
        assertThat(who.of("bearer " + token(claims -> claims.setIssuer(OfficeDoor.ISSUER)))).isPresent();
        assertThat(who.of("Bearer " + token(claims -> {
            claims.setIssuer(OfficeDoor.ISSUER);
            claims.setSubject("mallory");
        }))).isEmpty();
        assertThat(who.of("Bearer " + OfficeDoor.OFFICE_KEY)).isPresent();
        assertThat(who.of("Bearer flk_nobody")).isEmpty();
        assertThat(who.of("Basic " + OfficeDoor.OFFICE_KEY)).isEmpty();
        assertThat(who.of(OfficeDoor.OFFICE_KEY)).isEmpty();
        assertThat(who.of(null)).isEmpty();
    }

    private static AccessTokens tokens(Optional<URI> audience, Set<String> issuers) {
        IssuerKeys keys = new IssuerKeys(Duration.ZERO, LONG);
        return new AccessTokens(audience, () -> issuers, keys::of);
    }

    private void publish(String path, String json) {
        server.createContext(path, exchange -> {
            keysAsked.addAndGet(path.endsWith("/keys") ? 1 : 0);
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setSubject("dana");
        claims.setAudience(AUDIENCE);
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setStringClaim("scope", "office reports");
        return claims;
    }

    private String token(Consumer<JwtClaims> change) throws JoseException {
        JwtClaims claims = claims();
        change.accept(claims);
        return signature(claims).getCompactSerialization();
    }

    private JsonWebSignature signature(JwtClaims claims) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        return signature;
    }
}
