package org.cloudfilm.viewer.exam;

import java.time.LocalDate;
import org.cloudfilm.storage.hospital.HospitalId;

/**
 * An institution's results of an item passed the quality control of a scope for a time.
 *
 * @param from  first day of it
 * @param until last day; the end of the year 9999 for none
 */
public record Mark(HospitalId hospital, String item, String scope, LocalDate from, LocalDate until) {

    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(until);
    }
}
