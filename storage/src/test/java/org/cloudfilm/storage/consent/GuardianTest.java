package org.cloudfilm.storage.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.storage.consent.AccessStory.JINYUN;
import static org.cloudfilm.storage.consent.AccessStory.ZHANG;
import static org.cloudfilm.storage.consent.AccessStory.ZHANG_SAN;
import static org.cloudfilm.storage.consent.AccessStory.opens;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.share.NewShare;
import org.cloudfilm.storage.share.Share;
import org.cloudfilm.storage.share.ShareId;
import org.cloudfilm.storage.share.SharedLinks;
import org.cloudfilm.storage.share.Shares;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** 张三 is the father of a child who turns eighteen on the 23rd of November 2026, by the hospitals' calendar. */
class GuardianTest {

    private static final Instant BIRTHDAY = Instant.parse("2026-11-22T16:00:00Z");

    private final AccessStory story = new AccessStory();
    private final Shares shares =
            new Shares(story.dataSource, story.trail::add, new AccessChanges(story.dataSource), () -> story.now);
    private final SharedLinks contents = new SharedLinks(story.dataSource);
    private final PersonId child = story.person();
    private final StudyUid film;
    private final RecordId fatherhood;

    GuardianTest() {
        story.born(child, JINYUN, LocalDate.of(2008, 11, 23));
        fatherhood = story.related(JINYUN, story.patient(JINYUN, child), ZHANG_SAN, "FTH", "");
        film = story.film(JINYUN, child);
    }

    @AfterEach
    void close() {
        story.close();
    }

    @Test
    void viewing_begunOnTheEve_endsAtMidnight() {
        RuledAccess access = story.access();
        story.now = BIRTHDAY.minusSeconds(30);
        assertThat(opens(access, ZHANG, film)).isTrue();
        assertThat(opens(access, ZHANG, fatherhood)).isTrue();

        story.now = BIRTHDAY;

        assertThat(opens(access, ZHANG, film)).isFalse();
        assertThat(opens(access, ZHANG, fatherhood)).isFalse();
    }

    @Test
    void link_ofAGuardian_mayLastUntilTheWardGrowsUp() {
        PersonId zhang = story.person(ZHANG_SAN);

        assertThat(shares.until(ZHANG, List.of(film))).isEqualTo(BIRTHDAY);
        assertThat(shares.until(ZHANG, List.of(story.film(JINYUN, zhang)))).isEqualTo(Instant.MAX);
    }

    @Test
    void link_ofAGuardian_opensAsLongAsTheChildIsAWard() {
        story.person(ZHANG_SAN);
        ShareId link = share();
        assertThat(contents.find(link.value(), story.now)).hasValueSatisfying(opens -> assertThat(opens.studies()).containsExactly(film));
        assertThat(contents.find(link.value(), BIRTHDAY.minusSeconds(1))).isPresent();
        assertThat(contents.find(link.value(), BIRTHDAY)).isEmpty();

        story.sql.sql("update record set content = convert_to(replace(convert_from(content, 'UTF8'), '\"identifier\"',"
                        + " '\"active\":false,\"identifier\"'), 'UTF8') where self = :self")
                .param("self", fatherhood.key())
                .update();

        assertThat(contents.find(link.value(), story.now)).as("a guardian no longer").isEmpty();
    }

    @Test
    void guardianWhomNoHospitalKnows_seesAndRevokesTheLink() {
        ShareId link = share();

        assertThat(shares.of(ZHANG)).extracting(Share::id).containsExactly(link);
        assertThat(contents.find(link.value(), story.now)).isPresent();
        assertThat(shares.revoke(ZHANG, link)).isTrue();
        assertThat(contents.find(link.value(), story.now)).isEmpty();
        assertThat(shares.of(ZHANG)).extracting(Share::state).containsExactly(Share.State.REVOKED);
    }

    private ShareId share() {
        ShareId id = new ShareId(UUID.randomUUID());
        NewShare share = new NewShare(id, new NewShare.Key(new byte[] {1}, new byte[] {2}, "hash"), List.of(film), "", true, true,
                story.now.plusSeconds(7 * 86_400), 3, 5);
        assertThat(shares.make(ZHANG, share)).isInstanceOf(Shares.Made.Done.class);
        return id;
    }
}
