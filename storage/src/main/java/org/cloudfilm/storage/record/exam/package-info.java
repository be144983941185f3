/**
 * What was done to a patient, out of films and records together, for whoever compares exams: the films of one person in
 * all hospitals with the orders they were made for, a patient's orders, and the reports. Every read takes a permit and
 * finds what it covers, nothing else; what it does not cover leaves no trace in an answer.
 */
package org.cloudfilm.storage.record.exam;
