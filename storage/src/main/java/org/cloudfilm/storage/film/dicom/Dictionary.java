package org.cloudfilm.storage.film.dicom;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.aoju.bus.image.galaxy.data.ElementDictionary;

/**
 * The data dictionary (PS3.6): keyword, tag and VR of public attributes. Private attributes have VR UN and no keyword,
 * private creators LO, group lengths UL.
 */
public final class Dictionary {

    private static final ElementDictionary STANDARD = ElementDictionary.getStandardElementDictionary();
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{8}");
    private static final Pattern KEYWORD = Pattern.compile("[A-Z][A-Za-z0-9]{1,63}");

    /** Keywords that were asked for before; the toolkit finds them by reflection. */
    private static final Map<String, OptionalInt> ASKED = new ConcurrentHashMap<>();

    private Dictionary() {}

    /** UN for what is not known. Where the standard leaves a choice (US or SS, OB or OW) the first is given. */
    public static Vr vr(int tag) {
        if (Tags.isGroupLength(tag)) {
            return Vr.UL;
        }
        if (Tags.isPrivate(tag)) {
            return Tags.isPrivateCreator(tag) ? Vr.LO : Vr.UN;
        }
        return switch (tag) {
            case Tags.ExtendedOffsetTable, Tags.ExtendedOffsetTableLengths -> Vr.OV;
            case Tags.PixelData -> Vr.OW;
            default -> signable(tag) ? Vr.US : Vr.valueOf(STANDARD.vrOf(tag).name());
        };
    }

    /** Empty for private and unknown tags. */
    public static String keyword(int tag) {
        if (Tags.isPrivate(tag)) {
            return "";
        }
        String keyword = STANDARD.keywordOf(tag);
        return keyword == null ? "" : keyword;
    }

    /** The tag of a keyword such as {@code PatientName}, or of eight hexadecimal digits as QIDO-RS allows them. */
    public static OptionalInt tag(String keywordOrHex) {
        OptionalInt known = ASKED.get(keywordOrHex);
        if (known != null) {
            return known;
        }
        if (HEX.matcher(keywordOrHex).matches()) {
            return OptionalInt.of(Integer.parseUnsignedInt(keywordOrHex, 16));
        }
        if (!KEYWORD.matcher(keywordOrHex).matches()) {
            return OptionalInt.empty();
        }
        int tag = STANDARD.tagForKeyword(keywordOrHex);
        if (tag == -1) {
            return OptionalInt.empty();
        }
        OptionalInt found = OptionalInt.of(tag);
        ASKED.put(keywordOrHex, found);
        return found;
    }

    /** Attributes that are US or SS depending on Pixel Representation (0028,0103). */
    static boolean signable(int tag) {
        return switch (tag) {
            case 0x00189810, 0x00221452, 0x00280104, 0x00280105, 0x00280106, 0x00280107, 0x00280108, 0x00280109,
                    0x00280110, 0x00280111, 0x00280120, 0x00280121, 0x00281100, 0x00281101, 0x00281102, 0x00281103,
                    0x00281111, 0x00281112, 0x00281113, 0x00283002, 0x00409211, 0x00409216, 0x00603004, 0x00603006 ->
                true;
            default -> false;
        };
    }
}
