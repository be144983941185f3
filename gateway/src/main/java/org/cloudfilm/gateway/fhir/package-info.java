/**
 * The FHIR R4 REST API at {@code /fhir} (HL7 FHIR R4 section 3.1.0, REST).
 *
 * <p>A request becomes a {@code Call} (method, {@code Route}, {@code Query}, conditions, body), whether it came by HTTP
 * ({@code FhirServlet}) or as an entry of a batch or transaction ({@code BundleHandler}); {@code Interactions} leads it
 * to the one handler that knows its kind; that answers with an {@code Answer}, written by {@code AnswerWriter}.
 *
 * <p>Contents are bytes from end to end: a resource that is read or found is copied from the database into the
 * response, a Bundle is taken apart by positions and put together by joining. Only what asks for it (XML,
 * {@code _summary}, {@code _elements}, patches) goes through HAPI's objects.
 *
 * <p>What may not be read is absent, by whatever way it is asked for. Every error has an OperationOutcome; none tells
 * more of this server than the element at fault.
 */
package org.cloudfilm.gateway.fhir;
