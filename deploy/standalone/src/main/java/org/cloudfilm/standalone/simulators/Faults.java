package org.cloudfilm.standalone.simulators;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that were asked for, in the order they were; forgotten when the process ends. Thread safe. */
final class Faults {

    private final List<Fault> waiting = new ArrayList<>();

    synchronized void add(Fault fault) {
        waiting.add(fault);
    }

    synchronized void clear() {
        waiting.clear();
    }

    synchronized List<Fault> all() {
        return List.copyOf(waiting);
    }

    /** The first that concerns a call, which counts as one time of it. */
    synchronized Optional<Fault> take(String target, String call) {
        for (int i = 0; i < waiting.size(); i++) {
            Fault fault = waiting.get(i);
            if (fault.concerns(target, call)) {
                if (fault.times() == 1) {
                    waiting.remove(i);
                } else if (fault.times() > 1) {
                    waiting.set(i, new Fault(
                            fault.target(), fault.call(), fault.kind(), fault.times() - 1, fault.millis()));
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
