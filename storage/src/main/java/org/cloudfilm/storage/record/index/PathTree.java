package org.cloudfilm.storage.record.index;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.cloudfilm.storage.record.index.PathExpression.Step;
import org.cloudfilm.storage.record.index.SearchParameter.Kind;
import org.cloudfilm.storage.record.index.SearchParameter.Rows;
import org.cloudfilm.storage.record.schema.ElementDefinition;
import org.cloudfilm.storage.record.schema.FhirSchema;
import org.cloudfilm.storage.record.schema.TypeDefinition;

/** Puts paths into a tree of JSON names; the schema tells which names a choice has. */
final class PathTree {

    private final TypeDefinition type;
    private final PathNode root;

    PathTree(String typeName, PathNode root) {
        this.type = FhirSchema.r4().resource(typeName).orElseThrow();
        this.root = root;
    }

    void add(SearchParameter parameter, PathExpression path, Rows own, boolean patient) {
        ends(type, root, path.steps(), (element, node) -> node.add(new Harvest.Value(
                parameter.kind(),
                element.typeName(),
                parameter.bit(),
                own,
                path.target(),
                parameter.targets(),
                path.system(),
                path.exists(),
                element.codes(),
                patient,
                parameter.bySubject())));
    }

    void addPairs(
            int number,
            PathExpression base,
            List<PathExpression> first,
            List<PathExpression> second,
            Kind secondKind) {
        int depth = base.steps().size();
        ends(type, root, base.steps(), (element, node) -> node.add(new Harvest.Pairs(
                number, children(element.type(), first, depth), children(element.type(), second, depth), secondKind)));
    }

    private static List<Harvest.Child> children(TypeDefinition of, List<PathExpression> paths, int depth) {
        List<Harvest.Child> children = new ArrayList<>();
        for (PathExpression path : paths) {
            for (ElementDefinition element : matching(of, path.steps().get(depth))) {
                children.add(new Harvest.Child(element.name(), element.typeName(), element.codes()));
            }
        }
        return children;
    }

    /** Types of the elements that a path leads to. */
    static Set<String> dataTypes(String typeName, PathExpression path) {
        Set<String> types = new LinkedHashSet<>();
        TypeDefinition type = FhirSchema.r4().resource(typeName).orElseThrow();
        ends(type, new PathNode(), path.steps(), (element, node) -> types.add(element.typeName()));
        return types;
    }

    private static void ends(
            TypeDefinition type, PathNode node, List<Step> steps, BiConsumer<ElementDefinition, PathNode> each) {
        Step step = steps.getFirst();
        List<ElementDefinition> elements = matching(type, step);
        if (elements.isEmpty()) {
            throw new IllegalStateException("no element " + step.name() + " in " + type.name());
        }
        for (ElementDefinition element : elements) {
            PathNode named = node.child(element.name());
            PathNode child = step.extension() == null ? named : named.extension(step.extension());
            if (step.first()) {
                child.onlyFirst();
            }
            if (steps.size() == 1) {
                each.accept(element, child);
            } else {
                ends(element.type(), child, steps.subList(1, steps.size()), each);
            }
        }
    }

    static List<ElementDefinition> matching(TypeDefinition type, Step step) {
        return type.elements().stream()
                .filter(element -> element.choice() == null
                        ? element.name().equals(step.name())
                        : element.choice().equals(step.name()))
                .filter(element -> step.cast() == null || element.typeName().equals(step.cast()))
                .toList();
    }
}
