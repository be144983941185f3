package org.cloudfilm.viewer.exam;

import java.time.LocalDate;

/**
 * How long a result may stand in for a new exam, within a scope.
 *
 * @param days  after the day of the exam
 * @param from  first day on which the rule holds
 * @param until last day; the end of the year 9999 for none
 */
public record Validity(String item, String scope, int days, LocalDate from, LocalDate until) {

    boolean holdsOn(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(until);
    }
}
