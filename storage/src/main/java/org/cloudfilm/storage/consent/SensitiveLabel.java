package org.cloudfilm.storage.consent;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.record.json.JsonDocument;

/**
 * What a hospital marked as especially sensitive ({@code meta.security}, v3-ActCode InformationSensitivityPolicy): other
 * hospitals read it only by a consent that names the label. The bits are in the database and never change their meaning.
 */
public enum SensitiveLabel {
    HIV(0),
    /** psychiatry */
    PSY(1),
    /** sexual assault, abuse or domestic violence */
    SDV(2),
    /** substance abuse */
    ETH(3),
    /** sexually transmitted disease */
    STD(4),
    /** sexuality and reproductive health */
    SEX(5),
    /** behavioural health */
    BH(6),
    /** substance use disorder */
    SUD(7),
    /** genetic disease */
    GDIS(8),
    /** mental health */
    MH(9),
    /** alcohol use disorder */
    ETHUD(10),
    /** opioid use disorder */
    OPIOIDUD(11),
    /** violence */
    VIO(12),
    /** sickle cell anaemia */
    SCA(13),
    /** whatever was marked restricted (R) or very restricted (V) without saying why */
    RESTRICTED(14);

    /** All labels, those of times to come too. */
    public static final int ALL = Integer.MAX_VALUE;

    private static final String CODES = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    private static final String CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

    private static final Map<String, SensitiveLabel> BY_CODE = new HashMap<>();

    static {
        for (SensitiveLabel label : values()) {
            BY_CODE.put(label.name(), label);
        }
        BY_CODE.remove(RESTRICTED.name());
    }

    private final int bit;

    SensitiveLabel(int position) {
        this.bit = 1 << position;
    }

    public int bit() {
        return bit;
    }

    /** System of the label's code. */
    public String system() {
        return this == RESTRICTED ? CONFIDENTIALITY : CODES;
    }

    public String code() {
        return this == RESTRICTED ? "R" : name();
    }

    /** Of a code of v3-ActCode; {@code R} stands for whatever is restricted. */
    public static Optional<SensitiveLabel> find(String code) {
        return "R".equals(code) ? Optional.of(RESTRICTED) : Optional.ofNullable(BY_CODE.get(code));
    }

    public static int bits(Set<SensitiveLabel> labels) {
        return labels.stream().mapToInt(SensitiveLabel::bit).reduce(0, (one, other) -> one | other);
    }

    public static Set<SensitiveLabel> of(int bits) {
        Set<SensitiveLabel> labels = EnumSet.noneOf(SensitiveLabel.class);
        for (SensitiveLabel label : values()) {
            if ((bits & label.bit) != 0) {
                labels.add(label);
            }
        }
        return labels;
    }

    /** Bits of what a resource's {@code meta.security} says; 0 for nearly all. */
    public static int bits(JsonDocument resource) {
        int meta = resource.find(resource.root(), "meta");
        int security = meta < 0 ? -1 : resource.find(meta, "security");
        if (security < 0) {
            return 0;
        }
        int bits = 0;
        for (int coding = resource.firstChild(security); coding >= 0; coding = resource.next(coding)) {
            bits |= bits(resource.text(coding, "system"), resource.text(coding, "code"));
        }
        return bits;
    }

    /** A label without a system is meant as well as one with it: who leaves it out hides no less. */
    private static int bits(String system, String code) {
        boolean confidentiality = system.isEmpty() || system.equals(CONFIDENTIALITY) || system.endsWith("v3/Confidentiality");
        if (confidentiality && (code.equals("R") || code.equals("V"))) {
            return RESTRICTED.bit;
        }
        SensitiveLabel label = BY_CODE.get(code);
        boolean sensitivity = system.isEmpty() || system.equals(CODES) || system.endsWith("v3/ActCode");
        return label == null || !sensitivity ? 0 : label.bit;
    }
}
