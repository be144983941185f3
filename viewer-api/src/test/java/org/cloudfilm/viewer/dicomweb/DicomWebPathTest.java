package org.cloudfilm.viewer.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DicomWebPathTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/studies, Search",
        "/studies/, Search",
        "/series, Search",
        "/instances, Search",
        "/studies/1.2, Instances",
        "/studies/1.2/metadata, Metadata",
        "/studies/1.2/series, Search",
        "/studies/1.2/instances, Search",
        "/studies/1.2/series/3, Instances",
        "/studies/1.2/series/3/metadata, Metadata",
        "/studies/1.2/series/3/instances, Search",
        "/studies/1.2/series/3/instances/4, Instances",
        "/studies/1.2/series/3/instances/4/metadata, Metadata",
        "/studies/1.2/series/3/instances/4/frames/1, Frames",
        "/studies/1.2/series/3/instances/4/bulk/10-20, Bulk",
        "/studies/1.2/rendered, Elsewhere",
        "/studies/1.2/series/3/instances/4/frames/1/rendered, Elsewhere",
        "/studies/1.2/series/3/instances/4/thumbnail, Elsewhere",
        "/patients, Elsewhere",
        "'', Elsewhere",
        "/, Elsewhere",
        "/studies/abc, Malformed",
        "/studies/1..2/series/3, Malformed",
        "/studies/1.2/series/x/metadata, Malformed",
        "/studies/1.2/series/3/instances/../metadata, Malformed",
        "/studies/1.2/series/3/instances/4/frames/0, Malformed",
        "/studies/1.2/series/3/instances/4/frames/a, Malformed",
        "/studies/1.2/series/3/instances/4/frames/-1, Malformed",
        "/studies/1.2/series/3/instances/4/frames/99999999999999999999, Malformed",
        "/studies/1.2/series/3/instances/4/bulk/10, Malformed",
        "/studies/1.2/series/3/instances/4/bulk/10-, Malformed",
        "/studies/1.2/series/3/instances/4/bulk/-10-20, Malformed",
    })
    void parse_eachPath_namesItsResource(String path, String kind) {
        assertThat(DicomWebPath.parse(path).getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void parse_frameList_keepsItsOrder() {
        DicomWebPath path = DicomWebPath.parse("/studies/1/series/2/instances/3/frames/3,1%2C2");

        assertThat(path).isInstanceOfSatisfying(DicomWebPath.Frames.class, frames -> assertThat(frames.numbers())
                .isEqualTo(List.of(3, 1, 2)));
    }
}
