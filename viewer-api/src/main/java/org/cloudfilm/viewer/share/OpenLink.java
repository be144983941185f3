package org.cloudfilm.viewer.share;

import java.util.Optional;
import java.util.OptionalInt;
import org.cloudfilm.storage.share.Attempt;
import org.cloudfilm.storage.share.LinkTokens;
import org.cloudfilm.storage.share.ShareOpenings;
import tools.jackson.databind.node.ObjectNode;

/** Opens a link: the passcode first, then what it names, then the count; only what was counted is told. */
final class OpenLink {

    private final ShareOpenings openings;
    private final LinkFiles files;

    OpenLink(ShareOpenings openings, LinkFiles files) {
        this.openings = openings;
        this.files = files;
    }

    /** What becomes of a manifest request. */
    sealed interface Outcome {

        record Opened(ObjectNode manifest) implements Outcome {}

        record WrongPasscode(int remainingAttempts) implements Outcome {}

        record Busy() implements Outcome {}

        /** No such link, or one that has ended: one answer for both. */
        record Gone() implements Outcome {}
    }

    Outcome open(LinkSecret secret, ManifestRequest request) {
        if (request.passcode().isEmpty()) {
            return unasked(secret);
        }
        return switch (openings.begin(secret.locator())) {
            case Attempt.Begun(Attempt.Link link) -> attempt(link, secret, request);
            case Attempt.Busy busy -> new Outcome.Busy();
            case Attempt.Dead dead -> {
                openings.late(dead);
                yield new Outcome.Gone();
            }
            case Attempt.Unknown unknown -> new Outcome.Gone();
        };
    }

    /** Without a passcode nobody has guessed: it costs the link nothing. */
    private Outcome unasked(LinkSecret secret) {
        OptionalInt remaining = openings.remaining(secret.locator());
        return remaining.isPresent() ? new Outcome.WrongPasscode(remaining.getAsInt()) : new Outcome.Gone();
    }

    private Outcome attempt(Attempt.Link link, LinkSecret secret, ManifestRequest request) {
        if (!Passcodes.matches(request.passcode().orElseThrow(), link.passcode(), secret)) {
            return new Outcome.WrongPasscode(openings.wrong(link, request.recipient()));
        }
        openings.right(link);
        return files.offer(link, secret, request.embeddedMost())
                .filter(offer -> openings.open(link, request.recipient(), offer.granted()).isPresent())
                .<Outcome>map(offer -> new Outcome.Opened(offer.manifest()))
                .orElseGet(Outcome.Gone::new);
    }

    /** A file of a manifest, encrypted; empty when it was fetched before, or the link has ended. */
    Optional<String> fetch(LinkSecret secret, String name) {
        if (name.length() != LinkSecret.TEXT_LENGTH) {
            return Optional.empty();
        }
        return openings.fetch(secret.locator(), LinkTokens.digest(name)).flatMap(fetched -> {
            Optional<LinkFiles.File> file = files.make(fetched.link(), secret, fetched.kind());
            file.flatMap(LinkFiles.File::token).ifPresent(token -> openings.keep(fetched.link(), token));
            return file.map(LinkFiles.File::jwe);
        });
    }
}
