package org.cloudfilm.storage.record.index;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.cloudfilm.storage.record.index.IndexRows.Interval;
import org.cloudfilm.storage.record.index.IndexRows.Quantity;
import org.cloudfilm.storage.record.index.IndexRows.Reference;
import org.cloudfilm.storage.record.index.IndexRows.Text;
import org.cloudfilm.storage.record.index.IndexRows.Token;

/** Gathers the rows of one resource. */
final class RowCollector {

    private static final int FEW = 8;

    private final List<Token> tokens = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>(4);
    private final List<Text> strings = new ArrayList<>();
    private final List<Interval> dates = new ArrayList<>(4);
    private final List<Quantity> quantities = new ArrayList<>(4);
    private final byte[] present;

    RowCollector(int bits) {
        this.present = new byte[(bits + 7) / 8];
    }

    void present(int bit) {
        present[bit >> 3] |= (byte) (1 << (bit & 7));
    }

    void token(int param, String code, String system) {
        token(param, Keys.of(code), system);
    }

    void token(int param, long code, String system) {
        tokens.add(new Token(param, code, system == null ? 0 : Keys.of(system)));
    }

    void reference(int param, long target) {
        references.add(new Reference(param, target));
    }

    void text(int param, String text) {
        String folded = FoldedText.of(text);
        if (!folded.isEmpty()) {
            String exact = FoldedText.cut(text);
            strings.add(new Text(param, folded, exact.equals(folded) ? null : exact));
        }
    }

    void uri(int param, String uri) {
        if (uri.length() <= IndexRows.LONGEST_URI) {
            strings.add(new Text(param, uri, null));
        }
    }

    void interval(int param, long lo, long hi) {
        if (lo < hi) {
            dates.add(new Interval(param, lo, hi));
        }
    }

    void quantity(Quantity quantity) {
        quantities.add(quantity);
    }

    boolean hasToken(int param) {
        return tokens.stream().anyMatch(token -> token.param() == param);
    }

    IndexRows rows(long subject) {
        return new IndexRows(
                subject,
                present,
                distinct(tokens),
                distinct(references),
                distinct(strings),
                distinct(dates),
                distinct(quantities));
    }

    private static <T> List<T> distinct(List<T> rows) {
        if (rows.size() > FEW) {
            return List.copyOf(new LinkedHashSet<>(rows));
        }
        for (int i = rows.size() - 1; i > 0; i--) {
            if (rows.indexOf(rows.get(i)) < i) {
                rows.remove(i);
            }
        }
        return rows;
    }
}
