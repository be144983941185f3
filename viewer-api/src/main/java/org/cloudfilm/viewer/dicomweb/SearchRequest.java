package org.cloudfilm.viewer.dicomweb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cloudfilm.storage.film.catalogue.FilmLevel;
import org.cloudfilm.storage.film.catalogue.FilmQuery;
import org.cloudfilm.storage.film.catalogue.FilmQuery.Criterion;
import org.cloudfilm.storage.film.catalogue.Matching;
import org.cloudfilm.storage.film.catalogue.SearchKey;
import org.cloudfilm.storage.film.dicom.Dictionary;

/**
 * The query parameters of a search (PS3.18 section 8.3.4).
 *
 * @param included tags to be returned besides the usual ones, as eight hexadecimal digits
 * @param all      everything the catalogue has is to be returned
 * @param unused   parameters that name attributes which cannot be searched by, as the client wrote them
 */
record SearchRequest(FilmQuery query, Set<String> included, boolean all, List<String> unused) {

    /** Matches in one answer at most, whatever the limit says. */
    static final int MAX_STUDIES = 1000;

    static final int MAX_INSTANCES = 5000;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    static SearchRequest of(DicomWebPath.Search path, Map<String, String[]> parameters) throws Rejection {
        Reader reader = new Reader();
        for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
            if (parameter.getValue().length > 1 && !parameter.getKey().equals("includefield")) {
                throw givenTwice(parameter.getKey());
            }
            for (String value : parameter.getValue()) {
                reader.take(parameter.getKey(), value);
            }
        }
        int most = path.level() == FilmLevel.STUDY ? MAX_STUDIES : MAX_INSTANCES;
        FilmQuery query = new FilmQuery(
                path.level(),
                path.study(),
                path.series(),
                reader.criteria,
                reader.fuzzy,
                reader.offset,
                Math.min(reader.limit, most));
        return new SearchRequest(query, reader.included, reader.all, reader.unused);
    }

    /** Collects what the parameters say, one after the other. */
    private static final class Reader {

        private final List<Criterion> criteria = new ArrayList<>();
        private final Set<SearchKey> seen = new HashSet<>();
        private final Set<String> included = new HashSet<>();
        private final List<String> unused = new ArrayList<>();
        private boolean all;
        private boolean fuzzy;
        private int offset;
        private int limit = Integer.MAX_VALUE;

        void take(String name, String value) throws Rejection {
            switch (name) {
                case "limit" -> limit = limit(value);
                case "offset" -> offset = count(name, value);
                case "fuzzymatching" -> fuzzy = flag(name, value);
                case "emptyvaluematching", "multiplevaluematching" -> flag(name, value);
                case "includefield" -> include(value);
                case "accept" -> {
                    // read by Accept
                }
                default -> attribute(name, value);
            }
        }

        private void include(String value) throws Rejection {
            for (String field : value.split(",")) {
                if (field.strip().equals("all")) {
                    all = true;
                } else {
                    included.add(hex(tags(field.strip()).getFirst()));
                }
            }
        }

        private void attribute(String name, String value) throws Rejection {
            List<Integer> tags = tags(name);
            Optional<SearchKey> key = tags.size() == 1
                    ? SearchKey.of(tags.getFirst())
                    : tags.size() == 2 && tags.getFirst() == SearchKey.REQUEST_ATTRIBUTES_SEQUENCE
                            ? SearchKey.inRequest(tags.getLast())
                            : Optional.empty();
            included.add(hex(tags.getFirst()));
            if (key.isEmpty()) {
                if (!value.isBlank() && !value.equals("*")) {
                    unused.add(name);
                }
                return;
            }
            if (!seen.add(key.get())) {
                throw givenTwice(name);
            }
            try {
                Matching.parse(key.get(), value).ifPresent(matching -> criteria.add(new Criterion(key.get(), matching)));
            } catch (IllegalArgumentException e) {
                throw Rejection.badRequest(name + ": " + e.getMessage());
            }
        }

        private static List<Integer> tags(String name) throws Rejection {
            List<Integer> tags = new ArrayList<>(2);
            for (String part : name.split("\\.", -1)) {
                OptionalInt tag = Dictionary.tag(part);
                if (tag.isEmpty()) {
                    throw Rejection.badRequest("no parameter and no attribute has this name: " + printable(name));
                }
                tags.add(tag.getAsInt());
            }
            return tags;
        }

        private static int count(String name, String value) throws Rejection {
            if (!value.matches("[0-9]{1,9}")) {
                throw Rejection.badRequest(name + ": not a count");
            }
            return Integer.parseInt(value);
        }

        private static int limit(String value) throws Rejection {
            int limit = count("limit", value);
            if (limit == 0) {
                throw Rejection.badRequest("limit: counts from 1");
            }
            return limit;
        }

        private static boolean flag(String name, String value) throws Rejection {
            return switch (value) {
                case "true" -> true;
                case "false" -> false;
                default -> throw Rejection.badRequest(name + ": true or false is expected");
            };
        }

        private static String printable(String name) {
            String plain = name.replaceAll("[^\\x21-\\x7e]", "?");
            return plain.length() > 64 ? plain.substring(0, 64) : plain;
        }
    }

    private static Rejection givenTwice(String name) {
        return Rejection.badRequest(name + " is given twice");
    }

    private static String hex(int tag) {
        return HEX.toHexDigits(tag);
    }
}
