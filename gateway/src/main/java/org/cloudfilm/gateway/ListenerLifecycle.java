package org.cloudfilm.gateway;

import java.util.function.BooleanSupplier;
import org.springframework.context.SmartLifecycle;

/** Opens a port when everything behind it stands, and closes it before anything behind it goes. */
public final class ListenerLifecycle implements SmartLifecycle {

    private final String name;
    private final Runnable start;
    private final Runnable stop;
    private final BooleanSupplier listening;

    public ListenerLifecycle(String name, Runnable start, Runnable stop, BooleanSupplier listening) {
        this.name = name;
        this.start = start;
        this.stop = stop;
        this.listening = listening;
    }

    @Override
    public void start() {
        start.run();
    }

    @Override
    public void stop() {
        stop.run();
    }

    /** Leaves the context's thread to stop the other servers meanwhile. */
    @Override
    public void stop(Runnable callback) {
        Thread.ofVirtual().name(name + "-stop").start(() -> {
            try {
                stop();
            } finally {
                callback.run();
            }
        });
    }

    @Override
    public boolean isRunning() {
        return listening.getAsBoolean();
    }
}
