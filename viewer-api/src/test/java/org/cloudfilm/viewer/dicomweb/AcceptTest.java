package org.cloudfilm.viewer.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {

    /** A JPEG-LS frame that could also be decoded: named in the rows below as jls, jls1, raw and raw1. */
    static final Offer JLS = new Offer("image/jls", true, "1.2.840.10008.1.2.4.80", true);

    static final Offer JLS_SINGLE = new Offer("image/jls", false, "1.2.840.10008.1.2.4.80", true);
    static final Offer RAW = new Offer("application/octet-stream", true, "1.2.840.10008.1.2.1", true);
    static final Offer RAW_SINGLE = new Offer("application/octet-stream", false, "1.2.840.10008.1.2.1", true);

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            */*                                                                          | jls
            multipart/related                                                            | jls
            multipart/*                                                                  | jls
            image/*                                                                      | jls1
            image/jls                                                                    | jls1
            IMAGE/JLS                                                                    | jls1
            image/jpeg                                                                   | none
            application/octet-stream                                                     | raw1
            multipart/related; type="application/octet-stream"                           | raw
            multipart/related; type=application/octet-stream                             | raw
            multipart/related;type="image/jls"                                           | jls
            multipart/related; type="image/*"                                            | jls
            multipart/related; type="image/jls"; transfer-syntax=*                       | jls
            multipart/related; type="image/jls"; transfer-syntax=1.2.840.10008.1.2.4.80  | jls
            multipart/related; type="image/jls"; transfer-syntax=1.2.840.10008.1.2.4.81  | none
            multipart/related; transfer-syntax=1.2.840.10008.1.2.1                       | raw
            image/jls; q=0.5, application/octet-stream                                   | raw1
            image/jls; q=0.5, application/octet-stream; q=0.4                            | jls1
            */*, multipart/*; q=0                                                        | jls1
            */*; q=0.1, multipart/related; type="application/octet-stream"               | raw
            image/jls; q=0                                                               | none
            application/dicom                                                            | none
            text/html                                                                    | none
            nonsense                                                                     | none
            multipart/related; type="a,b;c", image/jls                                   | jls1
            """)
    void choose_eachHeader_takesWhatIsLikedBest(String header, String expected) {
        Offer chosen = Accept.parse(header)
                .choose(List.of(JLS, JLS_SINGLE, RAW, RAW_SINGLE))
                .orElse(null);

        assertThat(chosen).isEqualTo(switch (expected) {
            case "jls" -> JLS;
            case "jls1" -> JLS_SINGLE;
            case "raw" -> RAW;
            case "raw1" -> RAW_SINGLE;
            default -> null;
        });
    }
}
