package org.cloudfilm.standalone.security;

import java.util.function.Predicate;

/**
 * What a header may hold: assigned characters, none of them a control character but the tabulator. The firewall's own
 * rule, which it checks by a regular expression; over a token of 700 characters that is a tenth of what a frame costs.
 */
final class HeaderText implements Predicate<String> {

    @Override
    public boolean test(String value) {
        int c;
        for (int i = 0; i < value.length(); i += Character.charCount(c)) {
            c = value.codePointAt(i);
            if (!allowed(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean allowed(int c) {
        return c >= ' ' && c < 0x7f || c == '\t' || c > 0x9f && Character.isDefined(c);
    }
}
