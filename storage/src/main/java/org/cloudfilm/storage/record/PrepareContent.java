package org.cloudfilm.storage.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.record.RecordRefusal.Kind;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;
import org.cloudfilm.storage.record.json.JsonKind;
import org.cloudfilm.storage.record.json.JsonLimits;
import org.cloudfilm.storage.record.schema.CheckStructure;

/** Reads and checks the contents of one transaction and finds what is to be rewritten in them. */
final class PrepareContent {

    /** Elements of type uri, url, uuid and oid that may hold a link to another entry (R4 section 3.1.0.11.2). */
    private static final Set<String> LINKS = Set.of("reference", "url", "uri", "valueUri", "valueUrl", "valueUuid",
            "valueOid", "instantiatesUri", "source", "sourceUri", "definition", "address", "endpoint");
    private static final int MOST_FLAWS = 50;

    private final RecordLimits limits;
    private final RecordWriter writer;
    private final FullUrls fullUrls;
    private final ConditionalReferences conditional;
    private final CutAttachments attachments;
    private final List<Flaw> flaws = new ArrayList<>();

    PrepareContent(
            RecordLimits limits,
            RecordWriter writer,
            FullUrls fullUrls,
            ConditionalReferences conditional,
            CutAttachments attachments) {
        this.limits = limits;
        this.writer = writer;
        this.fullUrls = fullUrls;
        this.conditional = conditional;
        this.attachments = attachments;
    }

    /**
     * Empty when a conditional reference finds nothing that is there already: another entry may be what it means.
     *
     * @param last there is nothing more to come that it could mean
     * @throws RecordRefusal at once for what is no resource of the type; for flaws of structure see {@link #refuse}
     */
    Optional<PreparedContent> prepare(Change change, boolean last) {
        JsonDocument document = parse(change, limits);
        int before = flaws.size();
        for (Flaw flaw : CheckStructure.check(document, change.type())) {
            flaws.add(change.within(flaw));
        }
        PreparedContent content = new PreparedContent(document);
        if (!rewriteLinks(change, content, last)) {
            flaws.subList(before, flaws.size()).clear();
            return Optional.empty();
        }
        if (flaws.size() >= MOST_FLAWS) {
            refuse();
        }
        return Optional.of(content);
    }

    /** Throws if any content so far has flaws. */
    void refuse() {
        if (!flaws.isEmpty()) {
            throw new RecordRefusal(Kind.INVALID, flaws.size() > MOST_FLAWS ? flaws.subList(0, MOST_FLAWS) : flaws);
        }
    }

    /** What a reference will say when it is stored. */
    String stored(String reference) {
        String link = fullUrls.rewritten(reference);
        return link == null ? conditional.known(writer.relative(reference)) : link;
    }

    static JsonDocument parse(Change change, RecordLimits limits) {
        RecordChange.Content content = change.content();
        JsonDocument document;
        try {
            document = JsonDocument.parse(content.bytes(), content.offset(), content.length(),
                    new JsonLimits(limits.depth(), JsonLimits.DEFAULT.values()));
        } catch (JsonFormatException e) {
            boolean costly = e.kind() == JsonFormatException.Kind.TOO_DEEP
                    || e.kind() == JsonFormatException.Kind.TOO_MANY_VALUES;
            throw change.refusal(costly ? Kind.TOO_COSTLY : Kind.MALFORMED, "", e.getMessage());
        }
        int type = document.find(document.root(), "resourceType");
        if (type < 0 || !document.isString(type, change.type().typeName())) {
            throw change.refusal(Kind.MALFORMED, "", "not a resource of type " + change.type());
        }
        return document;
    }

    /** The id a content gives itself. */
    static Optional<String> ownId(JsonDocument document) {
        int id = document.find(document.root(), "id");
        return id >= 0 && document.kind(id) == JsonKind.STRING ? Optional.of(document.string(id)) : Optional.empty();
    }

    private boolean rewriteLinks(Change change, PreparedContent content, boolean last) {
        JsonDocument document = content.document();
        // the entries of a Bundle refer to each other, not to what is around it
        boolean linked = change.type() != ResourceType.BUNDLE;
        for (int node = 1; node < document.count(); node++) {
            if (document.kind(node) != JsonKind.STRING) {
                continue;
            }
            if (CutAttachments.large(document, node)) {
                int place = node;
                attachments.store(document, node).ifPresent(stored -> content.cut(place, stored));
            } else if (linked && document.nameIs(node, "reference")) {
                if (!rewriteReference(change, content, node, last)) {
                    return false;
                }
            } else if (linked && fullUrls.any()) {
                rewriteLink(content, node);
            }
        }
        return true;
    }

    private boolean rewriteReference(Change change, PreparedContent content, int node, boolean last) {
        JsonDocument document = content.document();
        String written = document.string(node);
        String target = fullUrls.any() ? fullUrls.rewritten(written) : null;
        String reference = writer.relative(written);
        if (target == null && ConditionalReferences.is(reference)) {
            String path = Paths.of(document, change.type().typeName(), node);
            Optional<RecordId> found = conditional.resolve(reference, change, path);
            if (found.isEmpty() && last) {
                flaws.add(change.within(new Flaw(path, "not-found", "the conditional reference matches no record")));
            } else if (found.isEmpty()) {
                return false;
            }
            target = found.map(RecordId::toString).orElse(null);
        } else if (target == null && !reference.equals(written)) {
            target = reference;
        } else if (target == null && fullUrls.any() && FullUrls.temporary(reference)) {
            flaws.add(change.within(new Flaw(Paths.of(document, change.type().typeName(), node), "not-found",
                    "the reference leads to no entry of the transaction")));
        }
        if (target != null) {
            content.replaceText(document.start(node) + 1, document.end(node) - 1, target);
        }
        return true;
    }

    private void rewriteLink(PreparedContent content, int node) {
        JsonDocument document = content.document();
        String name = document.name(node);
        if (name == null) {
            return;
        }
        if (LINKS.contains(name)) {
            String target = fullUrls.rewritten(document.string(node));
            if (target != null) {
                content.replaceText(document.start(node) + 1, document.end(node) - 1, target);
            }
        } else if (name.equals("div")) {
            NarrativeLinks.rewrite(content, node, fullUrls);
        }
    }
}
