package org.cloudfilm.storage.record.index;

import java.util.function.IntConsumer;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonKind;

/** Where documents, reports and media name the Binaries that hold their contents: {@code Attachment.url}. */
final class AttachedBinaries {

    private AttachedBinaries() {}

    /** @param urls is given the node of each url */
    static void each(JsonDocument document, ResourceType type, IntConsumer urls) {
        switch (type) {
            case DOCUMENT_REFERENCE ->
                items(document, document.find(document.root(), "content"),
                        content -> url(document, document.find(content, "attachment"), urls));
            case DIAGNOSTIC_REPORT ->
                items(document, document.find(document.root(), "presentedForm"), form -> url(document, form, urls));
            case MEDIA -> url(document, document.find(document.root(), "content"), urls);
            default -> {}
        }
    }

    private static void items(JsonDocument document, int array, IntConsumer each) {
        if (array >= 0 && document.kind(array) == JsonKind.ARRAY) {
            for (int item = document.firstChild(array); item >= 0; item = document.next(item)) {
                if (document.kind(item) == JsonKind.OBJECT) {
                    each.accept(item);
                }
            }
        }
    }

    private static void url(JsonDocument document, int attachment, IntConsumer urls) {
        int url = attachment < 0 ? -1 : document.find(attachment, "url");
        if (url >= 0 && document.kind(url) == JsonKind.STRING) {
            urls.accept(url);
        }
    }
}
