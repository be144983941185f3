package org.cloudfilm.storage.record.search;

/**
 * One value of a string or uri parameter. Patterns and ranges are of the folded text, except {@code EXACT} on the
 * writing itself.
 */
record TextMatch(How how, String value, String exact) implements RowMatch {

    enum How {
        EQUALS,
        BEGINS,
        CONTAINS,
        EXACT
    }

    static TextMatch equal(String value) {
        return new TextMatch(How.EQUALS, value, value);
    }

    static TextMatch begins(String value) {
        return new TextMatch(How.BEGINS, value, value);
    }

    static TextMatch contains(String value) {
        return new TextMatch(How.CONTAINS, value, value);
    }

    static TextMatch exact(String folded, String writing) {
        return new TextMatch(How.EXACT, folded, writing);
    }

    @Override
    public void write(Sql sql, String row) {
        String column = row + ".value";
        switch (how) {
            case EQUALS -> sql.add(column + " = ?", value);
            // a range, since like with a parameter finds no index in a plan that is kept
            case BEGINS -> sql.add("(" + column + " >= ? and " + column + " < ?)", value, value + "\uDBFF\uDFFF");
            case CONTAINS -> sql.add("strpos(" + column + ", ?) > 0", value);
            case EXACT -> sql.add("(" + column + " = ? and coalesce(" + row + ".exact, " + column + ") = ?)",
                    value, exact);
        }
    }
}
