package org.cloudfilm.storage.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.storage.person.MatchReason.*;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MatchTest {

    private static final LocalDate BORN = LocalDate.of(1980, 3, 11);

    @Test
    void sameHanNameAndBirthDate_worthALook() {
        Match match = Match.between(traits(BORN, "M", "", "张 三"), traits(BORN, "M", "", "张三", "zhang san"));

        assertThat(match.reasons()).containsExactlyInAnyOrder(SAME_NAME, SAME_BIRTH_DATE, SAME_SEX);
        assertThat(match.score()).isEqualTo(75).isGreaterThanOrEqualTo(Match.WORTH_A_LOOK);
    }

    @Test
    void otherCharactersOfOnePinyin_differ() {
        Match match = Match.between(traits(BORN, "", "", "张珊", "zhang shan"), traits(BORN, "", "", "章山", "zhang shan"));

        assertThat(match.reasons()).containsExactlyInAnyOrder(OTHER_NAME, SAME_BIRTH_DATE);
        assertThat(match.score()).isLessThan(Match.WORTH_A_LOOK);
    }

    @Test
    void pinyinAlone_needsThePhoneToo() {
        Match withPhone = Match.between(
                traits(BORN, "F", "13800001234", "li na"), traits(BORN, "F", "+86 138 0000 1234", "李 娜", "li na"));
        Match without = Match.between(traits(BORN, "F", "", "li na"), traits(BORN, "F", "", "李 娜", "li na"));

        assertThat(withPhone.reasons()).contains(SAME_NAME_IN_PINYIN, SAME_PHONE);
        assertThat(withPhone.score()).isEqualTo(75);
        assertThat(without.score()).isEqualTo(60);
    }

    @Test
    void swappedDayAndMonth_orOneWrongDigit_isSimilar() {
        assertThat(Match.between(traits(BORN, "", "", "王 小明"), traits(LocalDate.of(1980, 11, 3), "", "", "王小明"))
                        .reasons())
                .contains(SIMILAR_BIRTH_DATE);
        assertThat(Match.between(traits(BORN, "", "", "王 小明"), traits(LocalDate.of(1981, 3, 11), "", "", "王小明"))
                        .reasons())
                .contains(SIMILAR_BIRTH_DATE);
        assertThat(Match.between(traits(BORN, "", "", "王 小明"), traits(LocalDate.of(1975, 4, 2), "", "", "王小明"))
                        .score())
                .isLessThan(Match.WORTH_A_LOOK);
    }

    @Test
    void twins_areNotProposed() {
        Match named = Match.between(
                traits(BORN, "F", "13800001234", "陈 思思"), traits(BORN, "F", "13800001234", "陈 念念"));
        Match unnamed = Match.between(
                new Traits(Set.of("陈某之子"), Optional.of(BORN), "M", "13800001234", true),
                new Traits(Set.of("陈某之女"), Optional.of(BORN), "F", "13800001234", true));

        assertThat(named.reasons()).contains(MAYBE_TWINS);
        assertThat(named.score()).isLessThan(Match.WORTH_A_LOOK);
        assertThat(unnamed.reasons()).contains(MAYBE_TWINS, OTHER_SEX);
        assertThat(unnamed.score()).isLessThan(Match.WORTH_A_LOOK);
    }

    @Test
    void phoneAlone_saysNothing() {
        assertThat(Match.between(traits(null, "", "13800001234", "张 三"), traits(null, "", "13800001234", "李 四")).score())
                .isZero();
    }

    @Test
    void edits_oneIsSimilar() {
        assertThat(NameLikeness.oneEditApart("欧阳小明", "欧阳晓明")).isTrue();
        assertThat(NameLikeness.oneEditApart("zhangsan", "zhagnsan")).isTrue();
        assertThat(NameLikeness.oneEditApart("zhangsan", "zhansan")).isTrue();
        assertThat(NameLikeness.oneEditApart("zhangsan", "zhensan")).isFalse();
    }

    private static Traits traits(LocalDate born, String sex, String phone, String... names) {
        return new Traits(Set.of(names), Optional.ofNullable(born), sex, phone, false);
    }
}
