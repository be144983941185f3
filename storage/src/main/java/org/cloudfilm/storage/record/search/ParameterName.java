package org.cloudfilm.storage.record.search;

/**
 * A search parameter's name taken apart: {@code code:modifier}, or {@code code:Type.rest} for a chain.
 *
 * @param modifier what stands behind the first colon; empty for nothing
 * @param rest     of a chain; null when it is none
 */
record ParameterName(String code, String modifier, String rest) {

    static ParameterName parse(String name) {
        int dot = name.indexOf('.');
        String head = dot < 0 ? name : name.substring(0, dot);
        int colon = head.indexOf(':');
        if (colon >= 0 && colon == head.length() - 1) {
            throw Bad.query(name, "a modifier or a type is expected behind the colon");
        }
        return new ParameterName(
                colon < 0 ? head : head.substring(0, colon),
                colon < 0 ? "" : head.substring(colon + 1),
                dot < 0 ? null : name.substring(dot + 1));
    }

    boolean chain() {
        return rest != null;
    }
}
