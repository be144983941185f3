package org.cloudfilm.viewer.settlement;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * What payment channels call back: anybody may come here, and only what a channel has signed is believed. 204 taken,
 * also what was told before; problems: 401 forged-callback, 404 not-found (no such channel), 409 set-aside (signed, but
 * it does not fit what is known here: kept for people), 413 too-large.
 */
@RestController
class CallbackController {

    private static final int LARGEST = 64 << 10;

    private final PaymentChannel channel;
    private final TakePayment take;

    CallbackController(PaymentChannel channel, SettlementDesk desk) {
        this.channel = channel;
        this.take = desk.take;
    }

    @PostMapping("/api/payments/{name}/callback")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void callBack(@PathVariable String name, HttpServletRequest request) throws IOException {
        if (!name.equals(channel.name())) {
            throw Refusals.notFound();
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            throw Refusals.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", "a callback has 64 KiB at most");
        }
        TakePayment.Taken taken = switch (channel.verify(headers(request), body)) {
            case PaymentChannel.Callback.Paid(PaymentChannel.Paying paying) -> take.paid(name, paying);
            case PaymentChannel.Callback.Refunded refunded -> take.refunded(name, refunded);
            case PaymentChannel.Callback.Other() -> TakePayment.Taken.YES;
            case PaymentChannel.Callback.Forged() ->
                throw Refusals.of(HttpStatus.UNAUTHORIZED, "forged-callback", "the callback is not signed by its channel");
        };
        if (taken == TakePayment.Taken.SET_ASIDE) {
            throw Refusals.of(HttpStatus.CONFLICT, "set-aside", "it does not fit what is known here");
        }
    }

    /** By names without regard to case. */
    private static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Collections.list(request.getHeaderNames())
                .forEach(name -> headers.put(name, Collections.list(request.getHeaders(name))));
        return headers;
    }
}
