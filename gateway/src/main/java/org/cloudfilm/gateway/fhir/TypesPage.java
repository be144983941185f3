package org.cloudfilm.gateway.fhir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.search.RecordPage;

/**
 * A page of a search of several types on its way: what is found of them one after the other, until it is full. A type
 * whose matches do not fit any more begins on the next page. The token of a page is the number of its first type and, if
 * part of that was on the page before, the token of the rest: {@code 1.AbC}.
 */
final class TypesPage {

    private final List<StoredRecord> matches = new ArrayList<>();
    private final List<StoredRecord> included = new ArrayList<>();
    private final Set<RecordId> seen = new HashSet<>();
    private final boolean first;
    private final int types;
    private int at;
    private Optional<String> token;
    private boolean full;
    private boolean counted = true;
    private long total;

    private TypesPage(int types, int at, Optional<String> token, boolean first) {
        this.types = types;
        this.at = at;
        this.token = token;
        this.first = first;
    }

    /** @throws FhirRejection 400 when the token is none of a search of so many types */
    static TypesPage after(Optional<String> token, int types) throws FhirRejection {
        if (token.isEmpty()) {
            return new TypesPage(types, 0, Optional.empty(), true);
        }
        int dot = token.get().indexOf('.');
        String number = dot < 0 ? "" : token.get().substring(0, dot);
        int at = number.equals("0") ? 0 : Versions.number(number);
        if (dot < 0 || at < 0 || at >= types || at == 0 && !number.equals("0")) {
            throw FhirRejection.badRequest(SearchHandler.PAGE, "not the page token of this search");
        }
        return new TypesPage(types, at, Optional.of(token.get().substring(dot + 1)).filter(t -> !t.isEmpty()), false);
    }

    boolean goesOn() {
        return !full && at < types;
    }

    /** The number of the type that is searched next. */
    int at() {
        return at;
    }

    /** From where on. */
    Optional<String> token() {
        return token;
    }

    /** @param most matches of the whole page */
    void add(RecordPage found, int most) {
        if (found.matches().size() > most - matches.size()) {
            full = true;
            return;
        }
        matches.addAll(found.matches());
        included.addAll(found.included());
        found.matches().forEach(match -> seen.add(match.id()));
        counted &= found.total().isPresent();
        total += found.total().orElse(0);
        token = found.next();
        full = token.isPresent();
        at += full ? 0 : 1;
    }

    List<StoredRecord> matches() {
        return matches;
    }

    /** Each once, none of the matches. */
    List<StoredRecord> included() {
        return included.stream().filter(record -> seen.add(record.id())).toList();
    }

    /** Where all types are on this one page. */
    OptionalLong total() {
        return first && counted && at == types ? OptionalLong.of(total) : OptionalLong.empty();
    }

    Optional<String> next() {
        return at == types ? Optional.empty() : Optional.of(at + "." + token.orElse(""));
    }
}
