package org.cloudfilm.viewer.share;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.share.NewShare;
import org.cloudfilm.storage.share.ShareId;
import org.cloudfilm.storage.share.Shares;

/** Makes a link of what a patient may read, and nothing else. The link itself is told once and kept nowhere. */
final class MakeLink {

    private final Access access;
    private final Shares shares;
    private final Passcodes passcodes;
    private final ShareSettings settings;
    private final SecureRandom random;
    private final InstantSource clock;

    MakeLink(
            Access access, Shares shares, Passcodes passcodes, ShareSettings settings, SecureRandom random,
            InstantSource clock) {
        this.access = access;
        this.shares = shares;
        this.passcodes = passcodes;
        this.settings = settings;
        this.random = random;
        this.clock = clock;
    }

    record Made(NewShare share, LinkText link) {}

    Made make(Requester.Patient who, ShareWish.Checked wish) {
        wish.studies().forEach(study -> requireReadable(who, study));
        ShareId id = new ShareId(UUID.randomUUID());
        LinkSecret secret = LinkSecret.random(random);
        LinkKey key = LinkKey.random(random);
        Instant wished = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(wish.days()));
        Instant mayUntil = shares.until(who, wish.studies());
        Instant expires = wished.isBefore(mayUntil) ? wished : mayUntil;
        NewShare share = new NewShare(
                id,
                new NewShare.Key(secret.locator(), key.seal(secret, id, random), passcodes.hash(wish.passcode(), secret)),
                wish.studies(),
                wish.label(),
                wish.images(),
                wish.report(),
                expires,
                wish.openings(),
                settings.attempts());
        return switch (shares.make(who, share)) {
            case Shares.Made.Done done -> new Made(share, new LinkText(settings.manifest(secret), key, expires, wish.label()));
            case Shares.Made.NoSuchStudy none -> throw noSuchStudy();
            case Shares.Made.SeveralPersons several ->
                throw ShareProblem.SEVERAL_PATIENTS.exception("one link speaks of one patient");
            case Shares.Made.TooMany many -> throw ShareProblem.TOO_MANY.exception("end a link that you no longer need first");
        };
    }

    private void requireReadable(Requester.Patient who, StudyUid study) {
        if (!(access.decide(new AccessRequest.OpenStudy(who, study, Purpose.PATRQT)) instanceof AccessDecision.Granted)) {
            throw noSuchStudy();
        }
    }

    private static RuntimeException noSuchStudy() {
        return ShareProblem.NO_SUCH_STUDY.exception("one of the studies is not there");
    }
}
