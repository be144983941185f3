package org.cloudfilm.standalone.demo;

import java.time.LocalDate;
import java.util.Optional;

/**
 * @param localId    the number the hospital gave
 * @param residentId only for whom the demo identity server can be; other numbers could be somebody's
 */
record DemoPatient(
        String localId, String name, LocalDate birthDate, String sex, Optional<String> residentId) {

    DemoPatient withResidentId(String id) {
        return new DemoPatient(localId, name, birthDate, sex, Optional.of(id));
    }
}
