/**
 * What exams cost, who pays, and the books. An order on a visit plans a charge; the arrival of its images makes it due,
 * a recognition cancels it ({@link org.cloudfilm.viewer.settlement.ReconcileCharge}, states in
 * {@link org.cloudfilm.viewer.settlement.ChargeState}). Settling a visit asks the
 * {@link org.cloudfilm.viewer.settlement.Insurance} and a {@link org.cloudfilm.viewer.settlement.PaymentChannel}, step
 * by step ({@link org.cloudfilm.viewer.settlement.AdvanceSettlement}): every call is written down before it leaves, and
 * one without an answer is asked about, never repeated blindly. What must never happen (two charges for one exam, books
 * that do not balance, more back than came in) the database refuses.
 */
package org.cloudfilm.viewer.settlement;
