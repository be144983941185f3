package org.cloudfilm.storage.record.search;

import java.util.List;
import org.cloudfilm.storage.record.Key64;

/**
 * One value of a token parameter.
 *
 * @param system null for any, empty for none
 * @param code   empty for any
 */
record Token(String system, String code) {

    static Token parse(String name, String text) {
        List<String> parts = Value.split(text, '|');
        Token token = switch (parts.size()) {
            case 1 -> new Token(null, Value.plain(parts.get(0)));
            case 2 -> new Token(Value.plain(parts.get(0)), Value.plain(parts.get(1)));
            default -> throw Bad.query(name, "code or system|code is expected");
        };
        if (token.code.isEmpty() && (token.system == null || token.system.isEmpty())) {
            throw Bad.query(name, "an empty value");
        }
        return token;
    }

    long codeKey() {
        return Key64.of(code);
    }

    /** 0 for none. */
    long systemKey() {
        return system.isEmpty() ? 0 : Key64.of(system);
    }
}
