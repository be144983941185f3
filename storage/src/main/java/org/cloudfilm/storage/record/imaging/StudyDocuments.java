package org.cloudfilm.storage.record.imaging;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ReservedIds;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.SearchParameters;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which records of a study are there. */
final class StudyDocuments {

    private static final int RELATED = SearchParameters.find(ResourceType.DOCUMENT_REFERENCE, "related").orElseThrow()
            .rows().getFirst().number();

    private final JdbcClient sql;

    StudyDocuments(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** DocumentReferences of instances of the study; what a hospital itself relates to the study is its own. */
    List<RecordId> of(StudyUid study) {
        return sql.sql("""
                        select r.id from record_reference f join record r on r.rid = f.rid
                        where f.param = :related and f.target = :study and r.type = :document and not r.deleted
                        """)
                .param("related", RELATED)
                .param("study", FilmRecords.imagingStudy(study).key())
                .param("document", ResourceType.DOCUMENT_REFERENCE.number())
                .query((row, n) -> new RecordId(ResourceType.DOCUMENT_REFERENCE, row.getString(1)))
                .list()
                .stream()
                .filter(ReservedIds::includes)
                .toList();
    }

    /** Whose the ImagingStudy is; empty when there is none. */
    Optional<HospitalId> hospitalOf(StudyUid study) {
        return sql.sql("select hospital from record where self = :study and not deleted")
                .param("study", FilmRecords.imagingStudy(study).key())
                .query((row, n) -> new HospitalId(row.getString(1)))
                .optional();
    }
}
