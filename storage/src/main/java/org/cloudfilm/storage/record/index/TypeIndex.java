package org.cloudfilm.storage.record.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.ParameterFile.Line;
import org.cloudfilm.storage.record.index.SearchParameter.Kind;
import org.cloudfilm.storage.record.index.SearchParameter.Pairing;
import org.cloudfilm.storage.record.index.SearchParameter.Rows;

/** The search parameters of one type, compiled into a tree of paths that is walked along with the resource. */
record TypeIndex(Map<String, SearchParameter> parameters, PathNode root, int bits) {

    static TypeIndex compile(ResourceType type, List<Line> lines) {
        return new Compiler(type, lines).compile();
    }

    private static final class Compiler {

        private final ResourceType type;
        private final Map<String, Line> lines = new TreeMap<>();
        private final Map<String, List<PathExpression>> paths = new HashMap<>();
        private final Map<String, Integer> bits = new HashMap<>();
        /** who has rows of its own, and where it looks */
        private final Map<String, Set<Object>> owners = new LinkedHashMap<>();
        private final Map<String, Rows> rows = new HashMap<>();
        private final List<Line> simple;
        private final Map<String, SearchParameter> parameters = new TreeMap<>();

        Compiler(ResourceType type, List<Line> lines) {
            this.type = type;
            for (Line line : lines) {
                this.lines.put(line.code(), line);
                paths.put(line.code(), PathExpression.parse(line.expression()));
            }
            for (String code : this.lines.keySet()) {
                bits.put(code, bits.size());
            }
            this.simple = simple();
        }

        TypeIndex compile() {
            simple.forEach(line -> parameters.put(line.code(), define(line)));
            for (Line line : lines.values()) {
                if (line.kind() == Kind.COMPOSITE) {
                    parameters.put(line.code(), define(line, List.of(), false, pairings(line), Set.of()));
                }
            }
            PathNode root = new PathNode();
            PathTree tree = new PathTree(type.typeName(), root);
            for (SearchParameter parameter : parameters.values()) {
                String code = parameter.code();
                Rows own = owners.containsKey(code) ? rows(code) : null;
                if (parameter.kind() == Kind.COMPOSITE) {
                    if (lines.get(code).expression().indexOf('|') < 0) {
                        parameter.pairings().forEach(pairing -> pairs(tree, paths.get(code).getFirst(), pairing));
                    }
                } else {
                    for (PathExpression path : paths.get(code)) {
                        tree.add(parameter, path, own, isPatient(parameter));
                    }
                }
            }
            return new TypeIndex(new LinkedHashMap<>(parameters), root, bits.size());
        }

        /** Few paths first, then those that take any target, so that others can be made of them. */
        private List<Line> simple() {
            return lines.values().stream()
                    .filter(line -> line.kind() != Kind.COMPOSITE)
                    .sorted(Comparator.comparing((Line line) -> paths.get(line.code()).size())
                            .thenComparing(line -> paths.get(line.code()).getFirst().target() != null)
                            .thenComparing(Line::code))
                    .toList();
        }

        private SearchParameter define(Line line) {
            Set<Object> places = places(line);
            Set<Object> covered = new HashSet<>();
            List<Rows> found = new ArrayList<>();
            owners.forEach((owner, theirs) -> {
                if (places.containsAll(theirs) && !covered.containsAll(theirs)) {
                    covered.addAll(theirs);
                    found.add(rows(owner));
                }
            });
            if (!covered.equals(places)) {
                owners.put(line.code(), places);
                found.clear();
                found.add(rows(line.code()));
            }
            Line patient = patientLine();
            boolean bySubject = patient != null && line.kind() == Kind.REFERENCE && places.equals(places(patient));
            Set<String> dataTypes = new LinkedHashSet<>();
            for (PathExpression path : paths.get(line.code())) {
                dataTypes.addAll(PathTree.dataTypes(type.typeName(), path));
            }
            return define(line, found, bySubject, List.of(), dataTypes);
        }

        private SearchParameter define(
                Line line, List<Rows> rows, boolean bySubject, List<Pairing> pairings, Set<String> dataTypes) {
            Set<String> targets = line.kind() == Kind.REFERENCE ? Set.copyOf(line.last()) : Set.of();
            return new SearchParameter(
                    type,
                    line.code(),
                    line.kind(),
                    line.expression(),
                    bits.get(line.code()),
                    targets,
                    List.copyOf(rows),
                    bySubject,
                    List.copyOf(pairings),
                    Set.copyOf(dataTypes));
        }

        private Rows rows(String code) {
            return rows.computeIfAbsent(code, owner -> Rows.of(type, owner));
        }

        private Set<Object> places(Line line) {
            Set<Object> places = new LinkedHashSet<>();
            paths.get(line.code()).forEach(path -> places.add(List.of(line.kind(), path.place())));
            return places;
        }

        /** A Patient is in its own compartment, whatever it links to. */
        private Line patientLine() {
            return type == ResourceType.PATIENT ? null : lines.get("patient");
        }

        private boolean isPatient(SearchParameter parameter) {
            Line patient = patientLine();
            return patient != null && parameter.code().equals(patient.code());
        }

        private List<Pairing> pairings(Line line) {
            List<Pairing> pairings = new ArrayList<>();
            boolean one = paths.get(line.code()).size() == 1;
            for (PathExpression base : paths.get(line.code())) {
                String firstCode = line.last().get(0);
                String secondCode = line.last().get(1);
                SearchParameter first = one ? parameters.get(firstCode) : part(firstCode, base);
                SearchParameter second = one ? parameters.get(secondCode) : part(secondCode, base);
                pairings.add(
                        base.steps().isEmpty()
                                ? new Pairing.Both(first, second)
                                : new Pairing.Together(together(base, first, second), first, second));
            }
            return pairings;
        }

        /** The parameter that takes those of another's paths that lie below the base. */
        private SearchParameter part(String code, PathExpression base) {
            Line whole = lines.get(code);
            Set<Object> below = new LinkedHashSet<>();
            for (PathExpression path : paths.get(code)) {
                int depth = base.steps().size();
                if (path.steps().size() == depth + 1
                        && path.steps().subList(0, depth).equals(base.steps())) {
                    below.add(List.of(whole.kind(), path.place()));
                }
            }
            return simple.stream()
                    .filter(line -> places(line).equals(below))
                    .map(line -> parameters.get(line.code()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no part of " + code));
        }

        private int together(PathExpression base, SearchParameter first, SearchParameter second) {
            return lines.values().stream()
                    .filter(line -> line.kind() == Kind.COMPOSITE)
                    .filter(line -> paths.get(line.code()).equals(List.of(base)))
                    .filter(line -> line.last().equals(List.of(first.code(), second.code())))
                    .map(line -> SearchParameter.number(type.typeName() + "." + line.code()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no rows of pairs for " + second));
        }

        private void pairs(PathTree tree, PathExpression base, Pairing pairing) {
            if (pairing instanceof Pairing.Together(int number, SearchParameter first, SearchParameter second)) {
                tree.addPairs(number, base, paths.get(first.code()), paths.get(second.code()), second.kind());
            }
        }
    }
}
