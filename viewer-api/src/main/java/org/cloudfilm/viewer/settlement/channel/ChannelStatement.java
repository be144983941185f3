package org.cloudfilm.viewer.settlement.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.viewer.settlement.Fen;
import org.cloudfilm.viewer.settlement.PaymentChannel.Movement;

/** The bill of a day: a line of names, then {@code kind,out_no,channel_no,amount,time} of one movement a line. */
final class ChannelStatement {

    private ChannelStatement() {}

    /** Empty when a line cannot be understood: half a statement is none. */
    static Optional<List<Movement>> read(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().startsWith("kind,")) {
            return Optional.empty();
        }
        List<Movement> movements = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            if (values.length < 4 || !values[0].matches("PAY|REFUND") || !values[3].matches("\\d{1,10}")
                    || Long.parseLong(values[3]) > Fen.MOST) {
                return Optional.empty();
            }
            movements.add(new Movement(
                    values[1], values[0].equals("REFUND"), values[2], Fen.of(Long.parseLong(values[3]))));
        }
        return Optional.of(movements);
    }
}
