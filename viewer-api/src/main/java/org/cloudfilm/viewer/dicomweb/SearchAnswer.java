package org.cloudfilm.viewer.dicomweb;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cloudfilm.storage.film.catalogue.FilmLevel;
import org.cloudfilm.storage.film.catalogue.FilmQuery;
import org.cloudfilm.storage.film.catalogue.FoundFilm;

/** Writes matches as DICOM JSON: what is stored of each level, what was counted, and where to retrieve. */
final class SearchAnswer {

    /** PS3.18 table 10.6.3-3 and what a list of studies is of little use without. */
    private static final Set<String> STUDY = Set.of(
            "00080005", "00080020", "00080030", "00080050", "00080056", "00080061", "00080090", "00080201", "00081030",
            "00081190", "00100010", "00100020", "00100021", "00100030", "00100040", "0020000D", "00200010", "00201206",
            "00201208");

    /** PS3.18 table 10.6.3-4 likewise. */
    private static final Set<String> SERIES = Set.of(
            "00080005", "00080056", "00080060", "00080201", "0008103E", "00081190", "00180015", "0020000D", "0020000E",
            "00200011", "00201209", "00400244", "00400245", "00400275");

    /** PS3.18 table 10.6.3-5 likewise. */
    private static final Set<String> INSTANCE = Set.of(
            "00080005", "00080016", "00080018", "00080056", "00080201", "00081190", "00083002", "0020000D", "0020000E",
            "00200013", "00280008", "00280010", "00280011", "00280100");

    private final String serviceUrl;
    private final SearchRequest request;
    private String lastStudy = "";
    private Map<String, String> lastStudyMembers = Map.of();
    private String lastSeries = "";
    private Map<String, String> lastSeriesMembers = Map.of();

    SearchAnswer(SearchRequest request, String serviceUrl) {
        this.serviceUrl = serviceUrl;
        this.request = request;
    }

    /** A level above is told with its own attributes unless the path has named it. */
    private boolean wanted(String tag) {
        FilmQuery query = request.query();
        return request.all()
                || (query.level() == FilmLevel.STUDY || query.study().isEmpty()) && STUDY.contains(tag)
                || (query.level() == FilmLevel.SERIES
                                || query.level() == FilmLevel.INSTANCE && query.series().isEmpty())
                        && SERIES.contains(tag)
                || query.level() == FilmLevel.INSTANCE && INSTANCE.contains(tag)
                || request.included().contains(tag);
    }

    String json(List<FoundFilm> films) {
        StringBuilder json = new StringBuilder(films.size() * 1024 + 2).append('[');
        for (FoundFilm film : films) {
            if (json.length() > 1) {
                json.append(',');
            }
            write(film, json);
        }
        return json.append(']').toString();
    }

    private void write(FoundFilm film, StringBuilder json) {
        char before = '{';
        for (Map.Entry<String, String> member : members(film).entrySet()) {
            if (wanted(member.getKey())) {
                json.append(before).append('"').append(member.getKey()).append("\":").append(member.getValue());
                before = ',';
            }
        }
        json.append(before == '{' ? "{}" : "}");
    }

    private SortedMap<String, String> members(FoundFilm film) {
        SortedMap<String, String> members = new TreeMap<>(study(film.study()));
        String url = serviceUrl + "/studies/" + film.study().uid();
        if (film.series().isPresent()) {
            FoundFilm.Series series = film.series().get();
            members.putAll(series(series));
            members.put("0020000E", value("UI", Json.quoted(series.uid())));
            members.put("00201209", value("IS", String.valueOf(series.instanceCount())));
            url += "/series/" + series.uid();
        }
        if (film.instance().isPresent()) {
            FoundFilm.Instance instance = film.instance().get();
            members.putAll(Json.members(instance.attributes()));
            members.put("00080018", value("UI", Json.quoted(instance.uid())));
            members.put("00083002", value("UI", Json.quoted(instance.transferSyntax())));
            url += "/instances/" + instance.uid();
        }
        members.put("00080005", value("CS", "\"ISO_IR 192\""));
        members.put("00080056", value("CS", "\"ONLINE\""));
        members.put("00081190", value("UR", Json.quoted(url)));
        return members;
    }

    private Map<String, String> study(FoundFilm.Study study) {
        if (!study.attributes().equals(lastStudy)) {
            SortedMap<String, String> members = Json.members(study.attributes());
            members.put("0020000D", value("UI", Json.quoted(study.uid())));
            members.put(
                    "00080061",
                    value("CS", study.modalities().stream().map(Json::quoted).collect(Collectors.joining(","))));
            members.put("00201206", value("IS", String.valueOf(study.seriesCount())));
            members.put("00201208", value("IS", String.valueOf(study.instanceCount())));
            lastStudy = study.attributes();
            lastStudyMembers = members;
        }
        return lastStudyMembers;
    }

    private Map<String, String> series(FoundFilm.Series series) {
        if (!series.attributes().equals(lastSeries)) {
            lastSeriesMembers = Json.members(series.attributes());
            lastSeries = series.attributes();
        }
        return lastSeriesMembers;
    }

    /** @param values may be none */
    private static String value(String vr, String values) {
        return values.isEmpty() ? "{\"vr\":\"" + vr + "\"}" : "{\"vr\":\"" + vr + "\",\"Value\":[" + values + "]}";
    }
}
