package org.cloudfilm.storage.record.index;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.cloudfilm.storage.record.Key64;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.Harvest.Pairs;
import org.cloudfilm.storage.record.index.Harvest.Value;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonKind;

/** One walk over one resource along the tree of paths of its type. */
final class Extraction {

    private final JsonDocument document;
    private final ResourceType type;
    private final RecordId self;
    private final ReferenceResolver resolver;
    private final List<String> ownBases;
    private final TypeIndex index;
    private final RowCollector rows;
    private final ValueReader values;

    private final List<IndexRows.Reference> perhapsSubject = new ArrayList<>(2);
    private long subject;
    private boolean severalSubjects;
    /** the reference read last, which two parameters often share */
    private int readNode = -1;
    private Target readTarget;

    Extraction(
            JsonDocument document,
            ResourceType type,
            RecordId self,
            ReferenceResolver resolver,
            ZoneId zone,
            List<String> ownBases) {
        this.document = document;
        this.type = type;
        this.self = self;
        this.resolver = resolver;
        this.ownBases = ownBases;
        this.index = SearchParameters.index(type);
        this.rows = new RowCollector(index.bits());
        this.values = new ValueReader(document, rows, zone);
    }

    IndexRows rows() {
        walk(document.root(), index.root());
        switch (type) {
            case PATIENT -> {
                subject = self.key();
                livingUnlessSaid();
            }
            case BUNDLE -> subject(documentSubject());
            case BINARY -> subject(document.find(document.root(), "securityContext"));
            case DOCUMENT_REFERENCE, DIAGNOSTIC_REPORT, MEDIA ->
                AttachedBinaries.each(document, type, this::attached);
            default -> {}
        }
        long settled = severalSubjects ? 0 : subject;
        for (IndexRows.Reference reference : perhapsSubject) {
            if (reference.target() != settled) {
                rows.reference(reference.param(), reference.target());
            }
        }
        return rows.rows(settled);
    }

    private void walk(int object, PathNode path) {
        if (document.kind(object) != JsonKind.OBJECT) {
            return;
        }
        for (int child = document.firstChild(object); child >= 0; child = document.next(child)) {
            PathNode at = path.find(document.name(child));
            if (at == null) {
                continue;
            }
            if (document.kind(child) != JsonKind.ARRAY) {
                visit(child, at);
                continue;
            }
            for (int item = document.firstChild(child); item >= 0; item = at.first() ? -1 : document.next(item)) {
                visit(item, at);
            }
        }
    }

    private void visit(int node, PathNode at) {
        if (document.kind(node) == JsonKind.NULL) {
            return;
        }
        List<Harvest> harvests = at.harvests();
        for (int i = 0; i < harvests.size(); i++) {
            switch (harvests.get(i)) {
                case Value value -> {
                    if (take(node, value)) {
                        rows.present(value.bit());
                    }
                }
                case Pairs pairs -> pairs(node, pairs);
            }
        }
        if (!at.leaf()) {
            walk(node, at);
        }
        PathNode extension = at.hasExtensions() ? at.findExtension(values.text(document.find(node, "url"))) : null;
        if (extension != null) {
            walk(node, extension);
        }
    }

    /** Whether the parameter has a value here, one that can be compared or not. */
    private boolean take(int node, Value value) {
        if (value.system() != null) {
            int system = document.find(node, "system");
            if (system < 0 || !document.isString(system, value.system())) {
                return false;
            }
        }
        if (value.kind() == SearchParameter.Kind.REFERENCE) {
            return reference(node, value);
        }
        if (value.rows() != null) {
            switch (value.kind()) {
                case TOKEN -> values.token(node, value);
                case STRING -> values.string(node, value);
                case URI -> values.uri(node, value);
                case DATE -> values.date(node, value);
                case NUMBER -> values.number(node, value);
                case QUANTITY -> values.quantity(node, value.rows().number(), value.dataType(), 0);
                case SPECIAL -> values.position(node, value);
                case REFERENCE, COMPOSITE -> {}
            }
        }
        return true;
    }

    private boolean reference(int node, Value value) {
        switch (value.dataType()) {
            case "Reference" -> {
                if (value.rows() != null) {
                    values.identifier(document.find(node, "identifier"), value.rows().identifier(), 0, 0);
                }
                Target target = target(node);
                if (value.patient() && target != null) {
                    subject(target);
                }
                if (target == null) {
                    return value.target() == null || value.target().equals(containedType(node));
                }
                keep(value, target.key());
                return value.target() == null || value.target().equals(target.typeName());
            }
            case "Resource" -> {
                return contained(node, value);
            }
            default -> {
                String canonical = values.text(node);
                if (canonical == null || canonical.isEmpty()) {
                    return false;
                }
                int version = canonical.indexOf('|');
                Target target = Target.of(version < 0 ? canonical : canonical.substring(0, version), ownBases);
                if (target != null) {
                    keep(value, target.key());
                }
                if (version >= 0) {
                    keep(value, Key64.of(canonical));
                }
                return true;
            }
        }
    }

    private void keep(Value value, long target) {
        if (value.rows() == null) {
            return;
        }
        if (value.bySubject()) {
            perhapsSubject.add(new IndexRows.Reference(value.rows().number(), target));
        } else {
            rows.reference(value.rows().number(), target);
        }
    }

    /** Of the contained resource that a reference means; null when it means none. */
    private String containedType(int reference) {
        String text = values.text(document.find(reference, "reference"));
        int contained = document.find(document.root(), "contained");
        if (text == null || !text.startsWith("#") || contained < 0) {
            return null;
        }
        for (int item = document.firstChild(contained); item >= 0; item = document.next(item)) {
            if (text.substring(1).equals(values.text(document.find(item, "id")))) {
                return values.text(document.find(item, "resourceType"));
            }
        }
        return null;
    }

    /** A resource within this one. */
    private boolean contained(int node, Value value) {
        String typeName = values.text(document.find(node, "resourceType"));
        String id = values.text(document.find(node, "id"));
        if (typeName != null && id != null && RecordId.wellFormed(id)) {
            keep(value, Key64.of(typeName, id));
        }
        return typeName != null && value.targets().contains(typeName);
    }

    /** Null when the reference has no text or stays within the resource. */
    private Target target(int reference) {
        if (reference != readNode) {
            readNode = reference;
            String text = values.text(document.find(reference, "reference"));
            readTarget = text == null || text.isEmpty() ? null : Target.of(resolver.resolve(text), ownBases);
        }
        return readTarget;
    }

    private void subject(int reference) {
        Target target = reference < 0 ? null : target(reference);
        if (target != null) {
            subject(target);
        }
    }

    private void subject(Target target) {
        if (target.local() == null || !"Patient".equals(target.typeName())) {
            return;
        }
        severalSubjects |= subject != 0 && subject != target.key();
        subject = target.key();
    }

    private void attached(int url) {
        String text = values.text(url);
        Target target = text == null ? null : Target.of(resolver.resolve(text), ownBases);
        if (target != null && target.local() != null && "Binary".equals(target.typeName())) {
            rows.reference(IndexRows.ATTACHED, target.key());
        }
    }

    /** A document is about whom its Composition is about. */
    private int documentSubject() {
        int entries = document.find(document.root(), "entry");
        int first = entries < 0 ? -1 : document.firstChild(entries);
        int resource = first < 0 ? -1 : document.find(first, "resource");
        int typeName = resource < 0 ? -1 : document.find(resource, "resourceType");
        boolean composition = typeName >= 0 && document.isString(typeName, "Composition");
        return composition ? document.find(resource, "subject") : -1;
    }

    /** {@code Patient.deceased.exists() and Patient.deceased != false} has a value for everyone. */
    private void livingUnlessSaid() {
        int param = index.parameters().get("deceased").rows().getFirst().number();
        if (!rows.hasToken(param)) {
            rows.token(param, "false", null);
        }
    }

    private void pairs(int node, Pairs pairs) {
        for (Harvest.Child child : pairs.first()) {
            int first = document.find(node, child.jsonName());
            if (first < 0) {
                continue;
            }
            for (String code : values.codes(first, child.dataType())) {
                pairs.second().forEach(second -> pair(node, pairs, code, second));
            }
        }
    }

    private void pair(int node, Pairs pairs, String code, Harvest.Child child) {
        int second = document.find(node, child.jsonName());
        if (second < 0) {
            return;
        }
        switch (pairs.secondKind()) {
            case QUANTITY -> values.quantity(second, pairs.number(), child.dataType(), Keys.of(code));
            case REFERENCE -> {
                Target target = target(second);
                if (target != null && target.local() != null) {
                    rows.token(pairs.number(), Key64.of(code, target.local()), null);
                }
            }
            default -> values.pairedTokens(second, pairs.number(), child, code);
        }
    }
}
