package org.cloudfilm.viewer.people;

import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;

/** A hospital as pages name it. */
record Place(String id, String name, String nameEn) {

    /** Of a denial that names no hospital. */
    static final Place EVERYWHERE = new Place("*", "所有医院", "All hospitals");

    static Place of(Hospitals hospitals, HospitalId id) {
        Hospital hospital = hospitals.named(id);
        return new Place(id.value(), hospital.name(), hospital.nameEn());
    }
}
