package org.cloudfilm.standalone.demo;

import org.cloudfilm.storage.film.dicom.DatasetBuilder;

/** One series of synthetic images. */
interface DemoSeries {

    String sopClass();

    String modality();

    String description();

    String bodyPart();

    int images();

    /** Adds to a data set what makes it image {@code index} (from 0) of the series, pixels included. */
    void image(DatasetBuilder dataset, int index);
}
