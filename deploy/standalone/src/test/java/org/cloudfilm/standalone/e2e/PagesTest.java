package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What browsers get before anybody has signed in, and what forged tokens get them. */
class PagesTest {

    @TempDir
    static Path directory;

    private static RunningCloudfilm cloudfilm;

    @BeforeAll
    static void start() throws Exception {
        cloudfilm = RunningCloudfilm.start(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        cloudfilm.close();
    }

    @Test
    void asset_browserTakesGzip_isSentCompressedAndForGood() throws Exception {
        HttpResponse<byte[]> asset = get(assetOfTheFirstPage(), "Accept-Encoding", "gzip");

        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(asset.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(asset.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        assertThat(get(assetOfTheFirstPage()).headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void page_anyAddressOfThePages_mayFetchFromHereAlone() throws Exception {
        for (String address : List.of("/", "/films", "/doctor", "/login")) {
            assertThat(get(address).headers().firstValue("Content-Security-Policy").orElse(""))
                    .as(address)
                    .contains("default-src 'self'", "frame-ancestors 'none'")
                    .endsWith("connect-src 'self'");
        }
    }

    @Test
    void address_thatIsNotThere_isAPageForBrowsers_andAProblemForPrograms() throws Exception {
        HttpResponse<byte[]> page = get("/nowhere", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(text(page)).isEqualTo(text(get("/")));
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'self'");
        assertThat(page.headers().allValues("Vary")).contains("Accept");
        HttpResponse<byte[]> head = send("HEAD", "/nowhere", "Accept", "text/html");
        assertThat(head.statusCode()).isEqualTo(404);
        assertThat(head.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");

        String problem = "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404}";
        for (String accept : List.of("*/*", "application/json", "text/html;q=0", "text/", "text/*")) {
            HttpResponse<byte[]> answer = get("/nowhere", "Accept", accept);
            assertThat(answer.statusCode()).as(accept).isEqualTo(404);
            assertThat(text(answer)).as(accept).isEqualTo(problem);
        }
        assertThat(text(send("POST", "/nowhere", "Accept", "text/html"))).isEqualTo(problem);
        for (String path : List.of("/api/nowhere", "/dicom-web/nowhere", "/fhir/nowhere", "/cds-services/nowhere")) {
            HttpResponse<byte[]> answer = get(path, "Accept", "text/html");
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(text(answer)).as(path).startsWith("{");
        }
    }

    @Test
    void assetOrAddressThatCannotBe_isAPageForBrowsers_andAProblemForPrograms() throws Exception {
        Map<String, Integer> addresses = Map.of("/assets/nowhere", 404, "/assets/nowhere/at-all.js", 404,
                "/films//x;a=b", 400, "/films/x;a=b", 400, "/films/%2e%2e/x", 400, "/films/50%25", 400, "//films", 400);
        for (Map.Entry<String, Integer> address : addresses.entrySet()) {
            String path = address.getKey();
            HttpResponse<byte[]> page = get(path, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
            assertThat(page.statusCode()).as(path).isEqualTo(address.getValue());
            assertThat(text(page)).as(path).isEqualTo(text(get("/")));
            assertThat(ofAPage(page)).as(path).isEqualTo(ofAPage(get("/nowhere", "Accept", "text/html")));
            assertThat(page.headers().firstValue("Cache-Control")).as(path).contains("no-cache");
            assertThat(page.headers().allValues("Vary")).as(path).contains("Accept");
            HttpResponse<byte[]> head = send("HEAD", path, "Accept", "text/html");
            assertThat(head.statusCode()).as(path).isEqualTo(address.getValue());
            assertThat(ofAPage(head)).as(path).isEqualTo(ofAPage(page));

            HttpResponse<byte[]> problem = get(path, "Accept", "*/*");
            assertThat(problem.statusCode()).as(path).isEqualTo(address.getValue());
            assertThat(problem.headers().firstValue("Content-Type")).as(path).contains("application/problem+json");
            assertThat(text(problem)).as(path).startsWith("{").contains("\"status\":" + address.getValue());
        }
        for (String path : List.of("/api//x", "/dicom-web/a;b", "/fhir//a", "/cds-services/%2e%2e/a", "/shl//a")) {
            HttpResponse<byte[]> answer = get(path, "Accept", "text/html");
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(text(answer)).as(path).startsWith("{");
        }
    }

    /** What browsers are told about pages, apart from when they were sent. */
    private static Map<String, List<String>> ofAPage(HttpResponse<byte[]> response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
        headers.keySet().retainAll(Set.of("content-type", "content-length", "content-security-policy", "referrer-policy",
                "permissions-policy", "x-content-type-options", "x-frame-options", "x-xss-protection"));
        assertThat(headers).hasSize(8);
        return headers;
    }

    @Test
    void signIn_pageInEnglish_staysEnglishInAChineseBrowser() throws Exception {
        assertThat(signInPage("en")).contains("<html lang=\"en\"", "Dr Wang");
        assertThat(signInPage("zh-CN")).contains("<html lang=\"zh-CN\"", "王医生");
    }

    /** The guided tour is one browser that is several persons. */
    @Test
    void signIn_askedForAnew_isNotThePersonBefore() throws Exception {
        CookieManager cookies = new CookieManager();
        try (HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.NORMAL).build()) {
            String form = open(browser, authorize("zh-CN", "one")).body();
            assertThat(signIn(browser, form, "doctor-wang").uri().getQuery()).contains("state=one");
            assertThat(open(browser, authorize("zh-CN", "two")).uri().getPath()).isEqualTo("/callback");

            HttpResponse<String> asked = open(browser, authorize("zh-CN", "three") + "&prompt=login");
            assertThat(asked.uri().getPath()).isEqualTo("/login");
            assertThat(signIn(browser, asked.body(), "patient-zhang").uri().getQuery()).contains("state=three", "code=");
            assertThat(open(browser, authorize("zh-CN", "three") + "&prompt=login").uri().getPath()).isEqualTo("/login");
        }
    }

    /** A page asks for many things at once: were the sign-in's cookie exchanged by each answer, it would soon be lost. */
    @Test
    void requestsWithATokenAndTheCookieOfTheSignIn_leaveTheCookieAlone() throws Exception {
        CookieManager cookies = new CookieManager();
        try (HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.NORMAL).build()) {
            signIn(browser, open(browser, authorize("zh-CN", "one")).body(), "doctor-wang");
            String token = cloudfilm.token("doctor-wang");
            for (String path : List.of("/api/me", "/dicom-web/studies?limit=1", "/fhir/Patient?_count=1",
                    "/actuator/health")) {
                HttpResponse<String> answer = browser.send(
                        HttpRequest.newBuilder(URI.create(cloudfilm.url() + path))
                                .header("Authorization", "Bearer " + token).build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(path).isBetween(200, 204);
                assertThat(answer.headers().allValues("Set-Cookie")).as(path).isEmpty();
            }
            assertThat(open(browser, authorize("zh-CN", "two") + "&prompt=none").uri().getQuery()).contains("code=");
        }
    }

    private static HttpResponse<String> signIn(HttpClient browser, String form, String user) throws Exception {
        Matcher csrf = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(form);
        assertThat(csrf.find()).isTrue();
        HttpRequest request = HttpRequest.newBuilder(URI.create(cloudfilm.url() + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .POST(HttpRequest.BodyPublishers.ofString("username=" + user + "&password=cloudfilm-demo&_csrf="
                        + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8)))
                .build();
        return browser.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> open(HttpClient browser, String address) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(address)).header("Accept", "text/html").build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String authorize(String locale, String state) {
        return cloudfilm.url() + "/oauth2/authorize?response_type=code&client_id=cloudfilm-web"
                + "&redirect_uri=" + cloudfilm.url() + "/callback&scope=openid&state=" + state + "&ui_locales=" + locale
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
    }

    @Test
    void token_forged_opensNothing() throws Exception {
        String[] parts = cloudfilm.token("doctor-wang").split("\\.");
        String other = encoded(decoded(parts[1]).replace("lishui", "jinyun"));
        String unsigned = encoded("{\"alg\":\"none\"}");

        for (String token : List.of(
                parts[0] + "." + other + "." + parts[2],
                unsigned + "." + parts[1] + ".",
                unsigned + "." + parts[1] + "." + parts[2],
                parts[0] + "." + parts[1] + "." + parts[2].substring(0, 40),
                "x",
                "")) {
            assertThat(get("/dicom-web/studies", "Authorization", "Bearer " + token).statusCode()).isEqualTo(401);
        }
    }

    private static String assetOfTheFirstPage() throws Exception {
        Matcher script = Pattern.compile("/assets/[^\"]+\\.js").matcher(text(get("/")));
        assertThat(script.find()).isTrue();
        return script.group();
    }

    /** As a browser arrives there: sent on from the authorization endpoint, with its cookies. */
    private static String signInPage(String locale) throws Exception {
        try (HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(authorize(locale, "s")))
                    .header("Accept", "text/html")
                    .header("Accept-Language", "zh-CN")
                    .build();
            return browser.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    private static HttpResponse<byte[]> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(cloudfilm.url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
