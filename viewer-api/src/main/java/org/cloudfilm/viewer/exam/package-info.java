/**
 * The province's catalogue of imaging exams: which item an order or a film is, what it costs, how long its result may
 * stand in for a new one, and which institutions' results bear a mark of mutual recognition (浙江HR and the like).
 *
 * <p>The catalogue is in tables (V084), seeded at every start from {@code items.yaml} and from the deployment's
 * configuration: {@code SeedItems} writes a line only when the seed says something new, so what was changed in the
 * tables stays. {@code ExamItems} answers from memory and looks at the tables again every half minute.
 *
 * <p>Failure: an order or film that fits no item, or more than one, is of no item: nothing is then proposed or charged
 * for it by guess.
 */
package org.cloudfilm.viewer.exam;
