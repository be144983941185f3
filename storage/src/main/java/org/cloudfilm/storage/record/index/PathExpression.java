package org.cloudfilm.storage.record.index;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One branch of the FHIRPath of a search parameter. R4's parameters use a small part of the language: children, types of
 * choices, {@code where(resolve() is Type)}, {@code where(system='…')}, {@code [0]}, unions and one {@code exists()}; IHE's
 * add {@code extension('…')}.
 *
 * @param steps  from the resource on
 * @param target only references to this type; null for all
 * @param system only contact points of this system; null for all
 * @param exists whether there is a value other than false, instead of the value
 */
record PathExpression(List<Step> steps, String target, String system, boolean exists) {

    private static final Pattern EXISTS = Pattern.compile("([A-Za-z.]+)\\.exists\\(\\) and ([A-Za-z.]+) != false");
    private static final Pattern CAST = Pattern.compile("\\(([A-Za-z.]+) as ([A-Za-z0-9]+)\\)");
    private static final Pattern PART = Pattern.compile(
            "extension\\('(?<extension>[^']+)'\\)|as\\((?<cast>[A-Za-z0-9]+)\\)"
                    + "|where\\(resolve\\(\\) is (?<target>[A-Za-z]+)\\)"
                    + "|where\\(system='(?<system>[a-z]+)'\\)|(?<child>[A-Za-z0-9]+)(?<first>\\[0])?");

    /**
     * @param cast      of a choice; null when any type of it, or no choice
     * @param first     only the first of several
     * @param extension only extensions of this URL; null for all elements that are no extensions
     */
    record Step(String name, String cast, boolean first, String extension) {}

    static List<PathExpression> parse(String expression) {
        List<PathExpression> branches = new ArrayList<>(2);
        for (String branch : expression.split(" \\| ")) {
            branches.add(branch(branch.strip()));
        }
        return branches;
    }

    private static PathExpression branch(String text) {
        Matcher exists = EXISTS.matcher(text);
        if (exists.matches() && exists.group(1).equals(exists.group(2))) {
            PathExpression path = branch(exists.group(1));
            return new PathExpression(path.steps, null, null, true);
        }
        String path = CAST.matcher(text).replaceAll("$1.as($2)");
        List<Step> steps = new ArrayList<>();
        String target = null;
        String system = null;
        Matcher part = PART.matcher(path);
        int at = path.indexOf('.') < 0 ? path.length() : path.indexOf('.');
        while (at < path.length()) {
            if (path.charAt(at) != '.' || !part.region(at + 1, path.length()).lookingAt()) {
                throw new IllegalStateException("cannot compile " + text);
            }
            if (part.group("cast") != null) {
                Step choice = steps.removeLast();
                steps.add(new Step(choice.name, part.group("cast"), choice.first, null));
            } else if (part.group("target") != null) {
                target = part.group("target");
            } else if (part.group("system") != null) {
                system = part.group("system");
            } else if (part.group("extension") != null) {
                steps.add(new Step("extension", null, false, part.group("extension")));
            } else {
                steps.add(new Step(part.group("child"), null, part.group("first") != null, null));
            }
            at = part.end();
        }
        return new PathExpression(List.copyOf(steps), target, system, false);
    }

    /** Where it looks, whatever type of target it looks for there. */
    Object place() {
        return List.of(steps, system == null ? "" : system, exists);
    }
}
