package org.cloudfilm.viewer.recognition;

import java.time.LocalDate;
import org.cloudfilm.viewer.exam.ExamItem;
import org.cloudfilm.viewer.exam.Scope;

/** The grounds of an assessment, in words. The codes never change their meaning. */
final class Reasons {

    private Reasons() {}

    static Reason sameItemByOrder(ExamItem item) {
        return new Reason("same-item-by-order", "原检查申请的项目即" + item.name(),
                "its order was for the same item, " + item.nameEn());
    }

    static Reason sameItemByFilms(ExamItem item) {
        return new Reason("same-item-by-films", "影像的检查类型、部位和描述与" + item.name() + "一致",
                "modality, body part and description of the films are those of " + item.nameEn());
    }

    static Reason ownHospital() {
        return new Reason("own-hospital", "本院检查", "made at this hospital");
    }

    static Reason mark(Scope scope) {
        return new Reason("mark", "检查当日有" + scope.mark() + "标识",
                "bore the mark " + scope.mark() + " (" + scope.nameEn() + ") on the day it was made");
    }

    static Reason valid(long age, LocalDate until) {
        return new Reason("within-validity", "检查于" + days(age) + "，互认有效期至" + until,
                "made " + daysEn(age) + ", may be recognised until " + until);
    }

    static Reason alliance() {
        return new Reason("alliance", "同属一个医联体", "of the same medical alliance");
    }

    static Reason level() {
        return new Reason("level", "检查医院等级符合互认要求", "made at a hospital of sufficient level");
    }

    static Reason unknownItem() {
        return new Reason("unknown-item", "不能确定属于哪个检查项目", "it cannot be told which item it was");
    }

    static Reason noDate() {
        return new Reason("no-date", "检查日期缺失或不合理", "the date of the exam is missing or lies ahead");
    }

    static Reason noMark() {
        return new Reason("no-mark", "该院该项目没有本地区的互认标识", "the institution has no mark for this item that counts here");
    }

    static Reason markNotInForce() {
        return new Reason("mark-not-in-force", "检查当日互认标识不在有效期内", "the mark was not in force on the day of the exam");
    }

    static Reason noRule() {
        return new Reason("no-validity", "该项目没有规定互认有效期", "no validity is laid down for this item");
    }

    static Reason expired(long age, LocalDate until) {
        return new Reason("expired", "检查于" + days(age) + "，已过互认有效期（" + until + "）",
                "made " + daysEn(age) + ", could be recognised until " + until);
    }

    static Reason levelTooLow() {
        return new Reason("level-too-low", "检查医院等级不符合互认要求", "made at a hospital of too low a level");
    }

    static Reason noImages() {
        return new Reason("no-images", "没有可调阅的影像", "there are no images to open");
    }

    /** 今天, 昨天, 14天前. */
    static String days(long age) {
        return age == 0 ? "今天" : age == 1 ? "昨天" : age + "天前";
    }

    static String daysEn(long age) {
        return age == 0 ? "today" : age == 1 ? "yesterday" : age + " days ago";
    }
}
