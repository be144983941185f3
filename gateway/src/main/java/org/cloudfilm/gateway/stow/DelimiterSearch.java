package org.cloudfilm.gateway.stow;

import java.util.Arrays;

/** Finds a byte string, skipping most bytes unread (Horspool 1980). */
final class DelimiterSearch {

    private final byte[] pattern;
    private final int[] skip = new int[256];

    DelimiterSearch(byte[] pattern) {
        this.pattern = pattern.clone();
        Arrays.fill(skip, pattern.length);
        for (int i = 0; i < pattern.length - 1; i++) {
            skip[pattern[i] & 0xFF] = pattern.length - 1 - i;
        }
    }

    int length() {
        return pattern.length;
    }

    /** Where the pattern starts within {@code [from, to)}, or -1. */
    int find(byte[] bytes, int from, int to) {
        int last = pattern.length - 1;
        int at = from;
        while (at + last < to) {
            byte end = bytes[at + last];
            if (end == pattern[last] && Arrays.equals(bytes, at, at + last, pattern, 0, last)) {
                return at;
            }
            at += skip[end & 0xFF];
        }
        return -1;
    }
}
