package org.cloudfilm.viewer.recognition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.cloudfilm.viewer.exam.Coding;

/** A card (CDS Hooks 2.0, section Card Attributes). What is null is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Card(
        UUID uuid,
        String summary,
        String detail,
        String indicator,
        Source source,
        List<Suggestion> suggestions,
        String selectionBehavior,
        List<Coding> overrideReasons,
        List<Link> links) {

    private static final int LONGEST_SUMMARY = 139;

    Card {
        // "fewer than 140 characters"
        summary = summary.length() <= LONGEST_SUMMARY
                ? summary
                : summary.substring(0, LONGEST_SUMMARY - 1) + "…";
    }

    record Source(String label, String url, Coding topic) {}

    record Suggestion(String label, UUID uuid, boolean isRecommended, List<Action> actions) {}

    /** @param resourceId relative reference to what is to be deleted */
    record Action(String type, String description, String resourceId) {}

    record Link(String label, String url, String type) {}

    /** What a service answers; there are never system actions, as the doctor decides. */
    record Cards(List<Card> cards) {

        static final Cards NONE = new Cards(List.of());
    }
}
