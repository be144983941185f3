package org.cloudfilm.standalone.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The demo identity server's page to sign in on: actors to tap, and a form to type into. */
@RestController
@Conditional(WithoutIssuer.class)
class LoginPage {

    private final String template;
    private final RequestCache interrupted = new HttpSessionRequestCache();

    LoginPage() throws IOException {
        template = new ClassPathResource("identity/login.html").getContentAsString(StandardCharsets.UTF_8);
    }

    @GetMapping(path = "/login", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> login(
            HttpServletRequest request, Locale locale, @RequestParam(required = false) String error) {
        boolean chinese = !asked(request).orElse(locale).getLanguage().equals("en");
        CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        String page = template
                .replace("{{lang}}", chinese ? "zh-CN" : "en")
                .replace("{{title}}", chinese ? "登录 · 云影" : "Sign in · Cloudfilm")
                .replace("{{heading}}", chinese ? "云影" : "Cloudfilm")
                .replace("{{demo}}", chinese ? "演示系统：点一个身份即可登录" : "Demo: tap someone to sign in")
                .replace("{{error}}", error == null ? "" : "<p class=\"error\" role=\"alert\">"
                        + (chinese ? "用户名或密码不正确" : "Wrong name or password") + "</p>")
                .replace("{{other}}", chinese ? "用户名和密码" : "Name and password")
                .replace("{{user}}", chinese ? "用户名" : "Name")
                .replace("{{password}}", chinese ? "密码" : "Password")
                .replace("{{submit}}", chinese ? "登录" : "Sign in")
                .replace("{{actors}}", actors(chinese))
                .replace("{{csrf}}", HtmlUtils.htmlEscape(csrf.getToken()));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(page);
    }

    /** The language of the page the person comes from: {@code ui_locales} of OpenID Connect Core section 3.1.2.1. */
    private Optional<Locale> asked(HttpServletRequest request) {
        return Optional.ofNullable(interrupted.getRequest(request, null))
                .map(saved -> saved.getParameterValues("ui_locales"))
                .map(values -> Locale.forLanguageTag(values[0].split(" ", 2)[0]))
                .filter(locale -> !locale.getLanguage().isEmpty());
    }

    private static String actors(boolean chinese) {
        return DemoActor.people().stream().map(actor -> """
                <button class="actor" name="username" value="%s"><strong>%s</strong><span>%s</span></button>
                """.formatted(actor.id(), chinese ? actor.name() : actor.nameEn(), role(actor, chinese)))
                .collect(Collectors.joining());
    }

    private static String role(DemoActor actor, boolean chinese) {
        String hospital = DemoActor.systems().stream()
                .filter(system -> system.claims().get("hospital").equals(actor.claims().get("hospital")))
                .findFirst()
                .map(system -> chinese ? system.name() : system.nameEn())
                .orElse("");
        return switch (actor.claims().get("cloudfilm_role")) {
            case "clinician" -> (chinese ? "医生 · " : "Doctor · ") + hospital;
            case "patient" -> chinese ? "患者" : "Patient";
            case "reviewer" -> chinese ? "身份核对 · 判断两份资料是不是同一个人" : "Identity review · is it one person or two?";
            default -> chinese ? "平台管理" : "Runs the platform";
        };
    }
}
