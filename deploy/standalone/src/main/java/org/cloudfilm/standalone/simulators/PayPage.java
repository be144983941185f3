package org.cloudfilm.standalone.simulators;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What a phone shows that has read the QR code: what is to be paid, and a button. Without scripts. */
final class PayPage implements HttpHandler {

    static final String ROOT = "/pay/";

    private static final Map<String, String> CHINESE = Map.of(
            "title", "沙箱支付", "pay", "确认支付", "paid", "支付成功", "closed", "订单已关闭",
            "back", "可以返回诊室了。", "gone", "请回到诊室重新发起支付。", "note", "演示环境，不会扣款。",
            "unknown", "没有这笔订单", "other", "English", "language", "zh-CN");
    private static final Map<String, String> ENGLISH = Map.of(
            "title", "Sandbox payment", "pay", "Pay", "paid", "Paid", "closed", "No longer open",
            "back", "You may go back to the doctor.", "gone", "Ask the doctor to start the payment again.",
            "note", "A demonstration: no money is taken.", "unknown", "There is no such payment",
            "other", "中文", "language", "en");

    private final ChannelDesk desk;
    private final String template;

    PayPage(ChannelDesk desk) throws IOException {
        this.desk = desk;
        try (InputStream page = PayPage.class.getResourceAsStream("/simulators/pay.html")) {
            this.template = new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String token = exchange.getRequestURI().getPath().substring(ROOT.length());
        boolean english = english(exchange);
        exchange.getResponseHeaders().set("Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> Door.answer(exchange, page(desk.page(token), english));
            case "POST" -> {
                Door.body(exchange);
                Door.answer(exchange, page(desk.pay(token), english));
            }
            default -> Door.answer(exchange, Reply.text(405, ""));
        }
    }

    private static boolean english(HttpExchange exchange) {
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        String accepted = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept-Language")).orElse("");
        return query.contains("lang=en")
                || !query.contains("lang=zh") && accepted.toLowerCase(Locale.ROOT).startsWith("en");
    }

    private Reply page(Optional<ObjectNode> payment, boolean english) {
        Map<String, String> words = english ? ENGLISH : CHINESE;
        if (payment.isEmpty()) {
            return Reply.html(404, filled(words, english, words.get("unknown"), "", "", "closed", words.get("gone")));
        }
        String amount = "¥" + Json.yuan(payment.get().path("total").asLong()).toPlainString();
        String what = payment.get().path("description").asString();
        return Reply.html(200, switch (payment.get().path("trade_state").asString()) {
            case ChannelDesk.OPEN -> filled(words, english, words.get("title"), amount, what, "open", words.get("note"));
            case ChannelDesk.PAID -> filled(words, english, words.get("paid"), amount, what, "paid", words.get("back"));
            default -> filled(words, english, words.get("closed"), amount, what, "closed", words.get("gone"));
        });
    }

    private String filled(
            Map<String, String> words, boolean english, String heading, String amount, String what, String state, String note) {
        String button = state.equals("open")
                ? "<form method=\"post\" action=\"?lang=" + (english ? "en" : "zh") + "\"><button>" + words.get("pay") + " "
                        + amount + "</button></form>"
                : "";
        String mark = switch (state) {
            case "paid" -> "<div class=\"mark good\" aria-hidden=\"true\">✓</div>";
            case "closed" -> "<div class=\"mark\" aria-hidden=\"true\">–</div>";
            default -> "";
        };
        return template
                .replace("{{language}}", words.get("language"))
                .replace("{{title}}", words.get("title"))
                .replace("{{mark}}", mark)
                .replace("{{heading}}", heading)
                .replace("{{amount}}", amount)
                .replace("{{what}}", escaped(what))
                .replace("{{button}}", button)
                .replace("{{note}}", note)
                .replace("{{other}}", "<a href=\"?lang=" + (english ? "zh" : "en") + "\">" + words.get("other") + "</a>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("{", "&#123;");
    }
}
