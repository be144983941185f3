package org.cloudfilm.standalone.e2e;

/** Both doors in one process. */
record OneProcess(RunningCloudfilm hospitals, int simulatorsPort) implements Neighbours.House {

    @Override
    public String urlOf(String path) {
        return hospitals.url();
    }

    @Override
    public String token(String actor) throws Exception {
        return hospitals.token(actor);
    }

    @Override
    public void close() throws Exception {
        hospitals.close();
    }
}
