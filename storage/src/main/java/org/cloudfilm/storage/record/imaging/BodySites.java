package org.cloudfilm.storage.record.imaging;

import java.util.Locale;
import java.util.Map;
import org.cloudfilm.storage.record.json.FhirContent;

/** Body Part Examined (PS3.16 annex L) and Laterality in SNOMED CT, as ImagingStudy wants them. */
final class BodySites {

    static final String SNOMED = "http://snomed.info/sct";

    private static final Map<String, String> PARTS = Map.ofEntries(
            Map.entry("ABDOMEN", "818983003"), Map.entry("ABDOMENPELVIS", "818982008"),
            Map.entry("ANKLE", "70258002"), Map.entry("ARM", "40983000"), Map.entry("BLADDER", "89837001"),
            Map.entry("BRAIN", "12738006"), Map.entry("BREAST", "76752008"), Map.entry("CHEST", "816094009"),
            Map.entry("CHESTABDOMEN", "416550000"), Map.entry("CHESTABDPELVIS", "416775004"),
            Map.entry("CLAVICLE", "51299004"), Map.entry("CSPINE", "122494005"), Map.entry("ELBOW", "76248009"),
            Map.entry("EXTREMITY", "66019005"), Map.entry("FEMUR", "71341001"), Map.entry("FINGER", "7569003"),
            Map.entry("FOOT", "56459004"), Map.entry("FOREARM", "14975008"), Map.entry("HAND", "85562004"),
            Map.entry("HEAD", "69536005"), Map.entry("HEADNECK", "774007"), Map.entry("HEART", "80891009"),
            Map.entry("HIP", "24136001"), Map.entry("HUMERUS", "85050009"), Map.entry("JAW", "661005"),
            Map.entry("KIDNEY", "64033007"), Map.entry("KNEE", "72696002"), Map.entry("LEG", "30021000"),
            Map.entry("LIVER", "10200004"), Map.entry("LSPINE", "122496007"), Map.entry("LUNG", "39607008"),
            Map.entry("NECK", "45048000"), Map.entry("ORBIT", "363654007"), Map.entry("PANCREAS", "15776009"),
            Map.entry("PELVIS", "816092008"), Map.entry("PROSTATE", "41216001"), Map.entry("RIB", "113197003"),
            Map.entry("SHOULDER", "16982005"), Map.entry("SKULL", "89546000"), Map.entry("SPINE", "421060004"),
            Map.entry("SPLEEN", "78961009"), Map.entry("TESTIS", "40689003"), Map.entry("THIGH", "68367000"),
            Map.entry("THYROID", "69748006"), Map.entry("TSPINE", "122495006"), Map.entry("UTERUS", "35039007"),
            Map.entry("WHOLEBODY", "38266002"), Map.entry("WRIST", "8205005"));

    private BodySites() {}

    /** A term that SNOMED is not known for stands as it was sent. */
    static void write(FhirContent out, String bodyPart) {
        String term = FhirContent.printable(bodyPart);
        if (!term.isEmpty()) {
            String code = PARTS.get(term.toUpperCase(Locale.ROOT).replaceAll("[ _-]", ""));
            out.coding("bodySite", code == null ? "" : SNOMED, code == null ? term : code, term);
        }
    }

    static void writeLaterality(FhirContent out, String laterality) {
        switch (laterality) {
            case "L" -> out.coding("laterality", SNOMED, "7771000", "Left");
            case "R" -> out.coding("laterality", SNOMED, "24028007", "Right");
            case "B" -> out.coding("laterality", SNOMED, "51440002", "Bilateral");
            default -> { }
        }
    }
}
