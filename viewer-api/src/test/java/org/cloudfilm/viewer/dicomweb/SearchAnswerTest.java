package org.cloudfilm.viewer.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloudfilm.storage.film.catalogue.FilmLevel;
import org.cloudfilm.storage.film.catalogue.FoundFilm;
import org.junit.jupiter.api.Test;

class SearchAnswerTest {

    @Test
    void study_whoseSeriesSayNoModality_hasTheAttributeWithoutValues() throws Exception {
        FoundFilm film = new FoundFilm(
                new FoundFilm.Study("1.2", "{}", List.of(), 1, 1), Optional.empty(), Optional.empty());
        SearchRequest request = SearchRequest.of(
                new DicomWebPath.Search(FilmLevel.STUDY, Optional.empty(), Optional.empty()), Map.of());

        // PS3.18 section F.2.5: an attribute without a value has no Value
        assertThat(new SearchAnswer(request, "http://localhost/dicom-web").json(List.of(film)))
                .contains("\"00080061\":{\"vr\":\"CS\"}");
    }
}
