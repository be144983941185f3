package org.cloudfilm.storage.person;

import java.util.ArrayList;
import java.util.List;
import org.cloudfilm.storage.record.json.JsonDocument;

/** How a Patient's name is shown to a person: in Chinese if it is known in Chinese, empty when there is none. */
public final class DisplayName {

    private DisplayName() {}

    public static String of(JsonDocument patient) {
        List<String> names = patient.elements(patient.root(), "name").stream()
                .filter(name -> !patient.text(name, "use").equals("old"))
                .map(name -> shown(patient, name))
                .filter(name -> !name.isEmpty())
                .toList();
        return names.stream()
                .filter(DisplayName::chinese)
                .findFirst()
                .orElseGet(() -> names.stream().findFirst().orElse(""));
    }

    private static String shown(JsonDocument patient, int name) {
        String whole = patient.text(name, "text").strip();
        if (!whole.isEmpty()) {
            return whole;
        }
        List<String> given = new ArrayList<>();
        patient.elements(name, "given").forEach(each -> given.add(patient.string(each)));
        String family = patient.text(name, "family");
        return chinese(family)
                ? family.strip() + String.join("", given).strip()
                : (String.join(" ", given) + " " + family).strip();
    }

    private static boolean chinese(String text) {
        return text.codePoints().anyMatch(Character::isIdeographic);
    }
}
