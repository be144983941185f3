package org.cloudfilm.storage.film.catalogue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The attributes films can be searched by, whatever is listed: a key of any level narrows a search of any level. */
public enum SearchKey {
    PATIENT_NAME(0x00100010, Kind.NAME, Table.PATIENT, "name_key"),
    PATIENT_ID(0x00100020, Kind.TEXT, Table.PATIENT, "patient_id"),
    ISSUER_OF_PATIENT_ID(0x00100021, Kind.TEXT, Table.PATIENT, "issuer"),
    PATIENT_BIRTH_DATE(0x00100030, Kind.DATE, Table.PATIENT, "birth_date"),
    PATIENT_SEX(0x00100040, Kind.CODE, Table.PATIENT, "sex"),

    STUDY_INSTANCE_UID(0x0020000D, Kind.UID, Table.STUDY, "uid"),
    STUDY_DATE(0x00080020, Kind.DATE, Table.STUDY, "study_date"),
    STUDY_TIME(0x00080030, Kind.TIME, Table.STUDY, "study_time"),
    ACCESSION_NUMBER(0x00080050, Kind.TEXT, Table.STUDY, "accession_number"),
    STUDY_ID(0x00200010, Kind.TEXT, Table.STUDY, "study_id"),
    STUDY_DESCRIPTION(0x00081030, Kind.TEXT, Table.STUDY, "description"),
    REFERRING_PHYSICIAN_NAME(0x00080090, Kind.NAME, Table.STUDY, "referring_physician_key"),
    MODALITIES_IN_STUDY(0x00080061, Kind.CODES, Table.STUDY, "modalities"),
    NUMBER_OF_STUDY_RELATED_SERIES(0x00201206, Kind.NUMBER, Table.STUDY, "n_series"),
    NUMBER_OF_STUDY_RELATED_INSTANCES(0x00201208, Kind.NUMBER, Table.STUDY, "n_instances"),

    SERIES_INSTANCE_UID(0x0020000E, Kind.UID, Table.SERIES, "uid"),
    MODALITY(0x00080060, Kind.CODE, Table.SERIES, "modality"),
    SERIES_NUMBER(0x00200011, Kind.NUMBER, Table.SERIES, "number"),
    SERIES_DESCRIPTION(0x0008103E, Kind.TEXT, Table.SERIES, "description"),
    BODY_PART_EXAMINED(0x00180015, Kind.CODE, Table.SERIES, "body_part"),
    LATERALITY(0x00200060, Kind.CODE, Table.SERIES, "laterality"),
    STATION_NAME(0x00081010, Kind.TEXT, Table.SERIES, "station"),
    MANUFACTURER(0x00080070, Kind.TEXT, Table.SERIES, "manufacturer"),
    PROTOCOL_NAME(0x00181030, Kind.TEXT, Table.SERIES, "protocol"),
    PERFORMED_PROCEDURE_STEP_START_DATE(0x00400244, Kind.DATE, Table.SERIES, "performed_date"),
    PERFORMED_PROCEDURE_STEP_START_TIME(0x00400245, Kind.TIME, Table.SERIES, "performed_time"),
    NUMBER_OF_SERIES_RELATED_INSTANCES(0x00201209, Kind.NUMBER, Table.SERIES, "n_instances"),

    REQUEST_ACCESSION_NUMBER(0x00080050, Kind.TEXT, Table.REQUEST, "accession_number"),
    REQUESTED_PROCEDURE_ID(0x00401001, Kind.TEXT, Table.REQUEST, "requested_procedure_id"),
    SCHEDULED_PROCEDURE_STEP_ID(0x00400009, Kind.TEXT, Table.REQUEST, "scheduled_step_id"),
    REQUEST_STUDY_INSTANCE_UID(0x0020000D, Kind.UID, Table.REQUEST, "study_uid"),

    SOP_INSTANCE_UID(0x00080018, Kind.UID, Table.INSTANCE, "uid"),
    SOP_CLASS_UID(0x00080016, Kind.UID, Table.INSTANCE, "sop_class"),
    INSTANCE_NUMBER(0x00200013, Kind.NUMBER, Table.INSTANCE, "number"),
    ROWS(0x00280010, Kind.NUMBER, Table.INSTANCE, "rows"),
    COLUMNS(0x00280011, Kind.NUMBER, Table.INSTANCE, "columns"),
    BITS_ALLOCATED(0x00280100, Kind.NUMBER, Table.INSTANCE, "bits"),
    NUMBER_OF_FRAMES(0x00280008, Kind.NUMBER, Table.INSTANCE, "n_frames"),
    AVAILABLE_TRANSFER_SYNTAX_UID(0x00083002, Kind.UID, Table.INSTANCE, "transfer_syntax");

    /** How values are written and compared. */
    enum Kind {
        /** single value, several, or wildcard; case-sensitive */
        TEXT,
        /** like text, from a defined list */
        CODE,
        /** an array of codes */
        CODES,
        UID,
        DATE,
        TIME,
        NUMBER,
        NAME
    }

    /** Where the column is, with its name in the queries. */
    enum Table {
        PATIENT("pa"),
        STUDY("st"),
        SERIES("se"),
        REQUEST("rq"),
        INSTANCE("i");

        private final String alias;

        Table(String alias) {
            this.alias = alias;
        }
    }

    /** Request Attributes Sequence, whose items the request keys are in. */
    public static final int REQUEST_ATTRIBUTES_SEQUENCE = 0x00400275;

    private static final Map<Integer, SearchKey> TOP = new HashMap<>();
    private static final Map<Integer, SearchKey> IN_REQUEST = new HashMap<>();

    static {
        for (SearchKey key : values()) {
            (key.table == Table.REQUEST ? IN_REQUEST : TOP).put(key.tag, key);
        }
    }

    private final int tag;
    private final Kind kind;
    private final Table table;
    private final String column;

    SearchKey(int tag, Kind kind, Table table, String column) {
        this.tag = tag;
        this.kind = kind;
        this.table = table;
        this.column = column;
    }

    public static Optional<SearchKey> of(int tag) {
        return Optional.ofNullable(TOP.get(tag));
    }

    /** A key within {@link #REQUEST_ATTRIBUTES_SEQUENCE}. */
    public static Optional<SearchKey> inRequest(int tag) {
        return Optional.ofNullable(IN_REQUEST.get(tag));
    }

    public int tag() {
        return tag;
    }

    Kind kind() {
        return kind;
    }

    Table table() {
        return table;
    }

    /** As it is written in a query. */
    String column() {
        return table.alias + "." + column;
    }
}
