package org.cloudfilm.gateway.fhir;

import java.util.List;
import org.cloudfilm.storage.record.Flaw;

/** Paths of elements at fault within an entry of a Bundle, such as {@code Bundle.entry[3].resource}. */
final class EntryPath {

    private static final String ENTRY = "Bundle.entry[";

    private EntryPath() {}

    /** The same rejection, as one of the whole Bundle. */
    static FhirRejection of(int number, FhirRejection rejection) {
        List<Flaw> flaws = rejection.flaws().stream()
                .map(flaw -> new Flaw(path(number, flaw.path()), flaw.type(), flaw.text()))
                .toList();
        return new FhirRejection(rejection.status(), flaws);
    }

    private static String path(int number, String inner) {
        if (inner.startsWith(ENTRY)) {
            return inner;
        }
        String entry = ENTRY + number + "]";
        return inner.isEmpty() || inner.startsWith("/") ? entry : entry + "." + inner;
    }

    /** With the number of the entry instead of that of the change. */
    static String renumbered(String path, List<Integer> numbers) {
        int end = path.indexOf(']');
        if (!path.startsWith(ENTRY) || end < 0) {
            return path;
        }
        String digits = path.substring(ENTRY.length(), end);
        int change = digits.equals("0") ? 0 : Versions.number(digits);
        return change < numbers.size() ? ENTRY + numbers.get(change) + path.substring(end) : path;
    }
}
