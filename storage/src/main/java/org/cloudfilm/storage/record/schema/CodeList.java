package org.cloudfilm.storage.record.schema;

import java.util.HashMap;
import java.util.Map;

/** The codes that an element with a required binding may take, each with the system it comes from. */
public final class CodeList {

    private final String name;
    private final Map<String, String> systems;

    private CodeList(String name, Map<String, String> systems) {
        this.name = name;
        this.systems = systems;
    }

    /** Reads {@code !Name system|code code …}; a system holds for the codes after it. */
    static CodeList parse(String line) {
        String[] words = line.split(" ");
        Map<String, String> systems = HashMap.newHashMap(words.length);
        String system = null;
        for (int i = 1; i < words.length; i++) {
            int bar = words[i].lastIndexOf('|');
            if (bar >= 0) {
                system = words[i].substring(0, bar).intern();
            }
            systems.put(words[i].substring(bar + 1), system);
        }
        return new CodeList(words[0].substring(1), systems);
    }

    public String name() {
        return name;
    }

    public boolean has(String code) {
        return systems.containsKey(code);
    }

    /** The system a code is understood to be of; null when the list does not say, or has no such code. */
    public String systemOf(String code) {
        return systems.get(code);
    }
}
