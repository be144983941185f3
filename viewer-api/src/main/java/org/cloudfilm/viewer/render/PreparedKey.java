package org.cloudfilm.viewer.render;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.cloudfilm.storage.film.SeriesIndex;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.object.ObjectKey;

/**
 * Names the prepared pictures of one version of a series: {@code derived/STUDY/SERIES-VERSION.pictures}, each part a
 * digest, so that everything derived from a study or series has a prefix of its own.
 *
 * @param series prefix of all versions of the series
 */
record PreparedKey(String series, ObjectKey object) {

    static PreparedKey of(StudyUid study, SeriesIndex series) {
        String prefix = "derived/" + digest(study.value()) + '/' + digest(series.series().value()) + '-';
        return new PreparedKey(prefix, new ObjectKey(prefix + digest(Rendering.FORM + series.version()) + ".pictures"));
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
