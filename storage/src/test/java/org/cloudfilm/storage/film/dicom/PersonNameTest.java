package org.cloudfilm.storage.film.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PersonNameTest {

    @Test
    void parse_threeGroups_componentsOfEach() {
        PersonName name = PersonName.parse("Yamada^Tarou^^Dr=山田^太郎=やまだ^たろう");
        assertThat(name.alphabetic()).isEqualTo(new PersonName.Group("Yamada", "Tarou", "", "Dr", ""));
        assertThat(name.ideographic().family()).isEqualTo("山田");
        assertThat(name.phonetic().given()).isEqualTo("たろう");
        assertThat(name.text()).isEqualTo("Yamada^Tarou^^Dr=山田^太郎=やまだ^たろう");
        assertThat(name.display()).isEqualTo("山田太郎");
    }

    @Test
    void parse_tooManyGroupsAndComponents_restDropped() {
        assertThat(PersonName.parse("a^b^c^d^e^f=g=h=i").text()).isEqualTo("a^b^c^d^e=g=h");
        assertThat(PersonName.parse("^^^^=^=").isEmpty()).isTrue();
        assertThat(PersonName.parse("^^^^=^=").text()).isEmpty();
    }

    @Test
    void display_western_familyFirstWithSpaces() {
        assertThat(PersonName.parse("Wang^XiaoDong").display()).isEqualTo("Wang XiaoDong");
        assertThat(PersonName.parse("=王^小东").display()).isEqualTo("王小东");
    }

    @Test
    void searchKeys_caseAccentWidthSeparator_makeNoDifference() {
        assertThat(PersonName.parse("Müller^JÖRG=ＺＨＡＮＧ，三").searchKeys()).containsExactly("muller jorg", "zhang 三");
        assertThat(PersonName.searchKey("o'Brien-Smith,  Zoë")).isEqualTo("o brien smith zoe");
        assertThat(PersonName.searchKey("STRASSE")).isEqualTo(PersonName.searchKey("straße"));
        assertThat(PersonName.searchKey("zh*ng^s?n")).isEqualTo("zh*ng s?n");
        assertThat(PersonName.searchKey("阿卜杜拉·买买提")).isEqualTo(PersonName.searchKey("阿卜杜拉^买买提"));
        assertThat(PersonName.EMPTY.searchKeys()).isEmpty();
    }
}
