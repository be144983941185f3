package org.cloudfilm.gateway;

import org.cloudfilm.gateway.dimse.DicomServer;
import org.springframework.context.SmartLifecycle;

/** Opens the DICOM port when everything behind it stands, and closes it before anything behind it goes. */
final class DicomServerLifecycle implements SmartLifecycle {

    private final DicomServer server;

    DicomServerLifecycle(DicomServer server) {
        this.server = server;
    }

    @Override
    public void start() {
        server.start();
    }

    @Override
    public void stop() {
        server.close();
    }

    /** Leaves the context's thread to stop the web server meanwhile. */
    @Override
    public void stop(Runnable callback) {
        Thread.ofVirtual().name("dicom-stop").start(() -> {
            try {
                stop();
            } finally {
                callback.run();
            }
        });
    }

    @Override
    public boolean isRunning() {
        return server.isListening();
    }
}
