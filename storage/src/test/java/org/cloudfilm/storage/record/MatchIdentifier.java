package org.cloudfilm.storage.record;

import java.util.List;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.search.MatchCriteria;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Understands {@code identifier=system|value} only, and reads all contents to find it. */
final class MatchIdentifier implements MatchCriteria {

    private final JdbcClient sql;

    MatchIdentifier(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    @Override
    public List<RecordId> match(HospitalId hospital, ResourceType type, String criteria) {
        String[] token = criteria.substring("identifier=".length()).split("\\|");
        return sql.sql("""
                        select id from record
                        where type = :type and not deleted and (hospital = :hospital or :directory)
                          and convert_from(content, 'UTF8')::jsonb -> 'identifier'
                            @> jsonb_build_array(jsonb_build_object('system', :system, 'value', :value))
                        limit 2
                        """)
                .param("type", type.number())
                .param("hospital", hospital.value())
                .param("directory", type.directory())
                .param("system", token[0])
                .param("value", token[1])
                .query((row, n) -> new RecordId(type, row.getString(1)))
                .list();
    }
}
