package org.cloudfilm.gateway.fhir;

import java.io.IOException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cloudfilm.gateway.fhir.Answer.Payload;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.SearchParameter;
import org.cloudfilm.storage.record.index.SearchParameters;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalDeleteStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalReadStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceVersionPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.UriType;

/** What this server says of itself: only what works (FHIR R4 section 3.1.0.10). */
final class Capabilities {

    private static final String OAUTH = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";

    /** What the identity server that comes along can do. */
    private static final String SMART = """
            ,"grant_types_supported":["authorization_code","client_credentials"],\
            "token_endpoint_auth_methods_supported":["private_key_jwt","client_secret_basic","client_secret_post"],\
            "token_endpoint_auth_signing_alg_values_supported":["ES384","RS384"],\
            "code_challenge_methods_supported":["S256"],"response_types_supported":["code"],\
            "scopes_supported":["openid","profile","system/*.cruds","system/*.rs"],\
            "capabilities":["client-public","client-confidential-symmetric","client-confidential-asymmetric",\
            "permission-v1","permission-v2","sso-openid-connect"]}""";

    private final SmartEndpoints endpoints;
    private final List<Operation> operations;
    private final Date since;
    private volatile byte[] statement;

    Capabilities(SmartEndpoints endpoints, List<Operation> operations, Clock clock) {
        this.endpoints = endpoints;
        this.operations = operations;
        this.since = Date.from(clock.instant());
    }

    Answer statement(Call call) {
        byte[] json = statement;
        if (json == null) {
            json = HapiForms.json(build(call.base().get()));
            statement = json;
        }
        return Answer.json(200, json);
    }

    private CapabilityStatement build(String base) {
        CapabilityStatement capabilities = new CapabilityStatement()
                .setStatus(PublicationStatus.ACTIVE)
                .setDate(since)
                .setKind(CapabilityStatementKind.INSTANCE)
                .setFhirVersion(FHIRVersion._4_0_1);
        capabilities.getSoftware().setName("Cloudfilm");
        capabilities.getImplementation().setDescription("Cloudfilm 云影").setUrl(base);
        capabilities.addFormat("application/fhir+json");
        capabilities.addFormat("application/fhir+xml");
        capabilities.addPatchFormat("application/json-patch+json");
        capabilities.addPatchFormat("application/fhir+json");
        capabilities.addPatchFormat("application/fhir+xml");
        CapabilityStatementRestComponent rest = capabilities.addRest().setMode(RestfulCapabilityMode.SERVER);
        security(rest);
        for (ResourceType type : ResourceType.values()) {
            resource(rest.addResource(), type);
        }
        for (SystemRestfulInteraction interaction : List.of(
                SystemRestfulInteraction.TRANSACTION,
                SystemRestfulInteraction.BATCH,
                SystemRestfulInteraction.SEARCHSYSTEM,
                SystemRestfulInteraction.HISTORYSYSTEM)) {
            rest.addInteraction().setCode(interaction);
        }
        operations.stream().filter(o -> o.type().isEmpty()).forEach(operation ->
                rest.addOperation().setName(operation.name()).setDefinition(operation.definition()));
        return capabilities;
    }

    private void security(CapabilityStatementRestComponent rest) {
        rest.getSecurity()
                .setDescription("Bearer tokens of " + endpoints.issuer())
                .addService()
                .addCoding()
                .setSystem("http://terminology.hl7.org/CodeSystem/restful-security-service")
                .setCode("OAuth");
        Extension uris = new Extension(OAUTH);
        endpoints.token().ifPresent(uri -> uris.addExtension("token", new UriType(uri.toString())));
        endpoints.authorize().ifPresent(uri -> uris.addExtension("authorize", new UriType(uri.toString())));
        if (uris.hasExtension()) {
            rest.getSecurity().addExtension(uris);
        }
    }

    private void resource(CapabilityStatementRestResourceComponent resource, ResourceType type) {
        resource.setType(type.typeName());
        boolean written = type != ResourceType.AUDIT_EVENT;
        List<TypeRestfulInteraction> interactions = written
                ? List.of(
                        TypeRestfulInteraction.READ,
                        TypeRestfulInteraction.VREAD,
                        TypeRestfulInteraction.UPDATE,
                        TypeRestfulInteraction.PATCH,
                        TypeRestfulInteraction.DELETE,
                        TypeRestfulInteraction.HISTORYINSTANCE,
                        TypeRestfulInteraction.HISTORYTYPE,
                        TypeRestfulInteraction.CREATE,
                        TypeRestfulInteraction.SEARCHTYPE)
                : List.of(TypeRestfulInteraction.READ, TypeRestfulInteraction.SEARCHTYPE);
        interactions.forEach(interaction -> resource.addInteraction().setCode(interaction));
        if (written) {
            resource.setVersioning(ResourceVersionPolicy.VERSIONEDUPDATE)
                    .setReadHistory(true)
                    .setUpdateCreate(true)
                    .setConditionalCreate(true)
                    .setConditionalRead(ConditionalReadStatus.FULLSUPPORT)
                    .setConditionalUpdate(true)
                    .setConditionalDelete(ConditionalDeleteStatus.SINGLE);
        }
        parameters(resource, type);
        operations.stream().filter(o -> o.type().equals(Optional.of(type))).forEach(operation ->
                resource.addOperation().setName(operation.name()).setDefinition(operation.definition()));
    }

    private static void parameters(CapabilityStatementRestResourceComponent resource, ResourceType type) {
        if (type == ResourceType.AUDIT_EVENT) {
            AuditEvents.PARAMETERS.forEach(parameter ->
                    resource.addSearchParam().setName(parameter.getKey()).setType(kind(parameter.getValue())));
            return;
        }
        resource.addSearchParam().setName("_id").setType(SearchParamType.TOKEN);
        resource.addSearchParam().setName("_lastUpdated").setType(SearchParamType.DATE);
        for (SearchParameter parameter : SearchParameters.of(type)) {
            if (parameter.supported()) {
                String kind = parameter.kind().name().toLowerCase(Locale.ROOT);
                resource.addSearchParam().setName(parameter.code()).setType(kind(kind));
                if (parameter.kind() == SearchParameter.Kind.REFERENCE) {
                    resource.addSearchInclude(type.typeName() + ":" + parameter.code());
                }
            }
        }
    }

    private static SearchParamType kind(String code) {
        return SearchParamType.valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** SMART App Launch 2.2 section 7; only where there is an identity server to speak of. */
    Answer smart() throws IOException, FhirRejection {
        if (endpoints.token().isEmpty()) {
            throw FhirRejection.notFound();
        }
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        JsonOut out = new JsonOut(bytes);
        out.raw("{\"issuer\":").string(endpoints.issuer());
        out.raw(",\"token_endpoint\":").string(endpoints.token().get().toString());
        if (endpoints.authorize().isPresent()) {
            out.raw(",\"authorization_endpoint\":").string(endpoints.authorize().get().toString());
        }
        if (endpoints.keys().isPresent()) {
            out.raw(",\"jwks_uri\":").string(endpoints.keys().get().toString());
        }
        out.raw(SMART);
        return Answer.ok(new Payload.Plain("application/json", bytes.toByteArray()));
    }
}
