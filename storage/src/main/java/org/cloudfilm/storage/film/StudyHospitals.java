package org.cloudfilm.storage.film;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which hospital a study belongs to, as the catalogue said within the last minute: enough to refuse another's
 * instances before their bytes are written. The catalogue decides once more when they are committed.
 */
final class StudyHospitals {

    private static final Logger log = LoggerFactory.getLogger(StudyHospitals.class);

    private final DataSource dataSource;
    private final Cache<StudyUid, String> known =
            Caffeine.newBuilder().maximumSize(20_000).expireAfterWrite(Duration.ofMinutes(1)).build();

    StudyHospitals(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** False also while nobody owns the study, or the catalogue cannot be asked. */
    boolean isAnothers(StudyUid study, HospitalId hospital) {
        String owner = known.getIfPresent(study);
        if (owner == null) {
            owner = find(study);
            if (owner == null) {
                return false;
            }
            known.put(study, owner);
        }
        return !owner.equals(hospital.value());
    }

    private String find(StudyUid study) {
        try (Connection db = dataSource.getConnection();
                PreparedStatement select = db.prepareStatement("select hospital from study where uid = ?")) {
            select.setString(1, study.value());
            ResultSet row = select.executeQuery();
            return row.next() ? row.getString(1) : null;
        } catch (SQLException e) {
            log.debug("the owner of a study cannot be looked up", e);
            return null;
        }
    }
}
