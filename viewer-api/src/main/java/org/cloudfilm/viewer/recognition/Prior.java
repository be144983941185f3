package org.cloudfilm.viewer.recognition;

import java.util.Optional;
import org.cloudfilm.storage.record.exam.FilmedExam;
import org.cloudfilm.viewer.exam.ExamItem;

/**
 * An exam done before.
 *
 * @param item    what it was; empty when nothing says so for certain
 * @param byOrder the item is known from the code of its order, not from what the films say
 */
record Prior(FilmedExam exam, Optional<ExamItem> item, boolean byOrder) {

    /** Whether it is the exam that was ordered, done. */
    boolean carriesOut(String order) {
        return exam.orders().stream().anyMatch(own -> own.id().id().equals(order));
    }

    boolean isOf(ExamItem other) {
        return item.map(ExamItem::code).equals(Optional.of(other.code()));
    }
}
