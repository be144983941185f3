package org.cloudfilm.viewer.exam;

import java.util.List;

/**
 * An item of the catalogue: one exam as it is ordered, charged and recognised.
 *
 * @param modality           DICOM modality (PS3.3 section C.7.3.1.1.1); CR and DX are both {@code DX}
 * @param bodySites          Body Part Examined (PS3.16 annex L) of its films
 * @param words              what names its body site in free text, folded
 * @param priceFen           of one exam
 * @param noFilmReductionFen taken off when no digital film is provided
 */
public record ExamItem(
        String code,
        String name,
        String nameEn,
        String modality,
        List<String> bodySites,
        Contrast contrast,
        List<String> words,
        long priceFen,
        long noFilmReductionFen) {

    /** The province's codes. */
    public static final String SYSTEM = "urn:cloudfilm:exam-item";

    public ExamItem {
        bodySites = List.copyOf(bodySites);
        words = List.copyOf(words);
        if (priceFen < 0 || noFilmReductionFen < 0 || noFilmReductionFen > priceFen) {
            throw new IllegalArgumentException("the price of item " + code + " is not possible");
        }
    }
}
