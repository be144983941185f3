package org.cloudfilm.storage.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.StrongNumber.Kind;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patients as hospitals send them: numbers of the state under the agreed systems, under HL7's, or by type alone. */
class FhirIdentificationTest {

    private static final HospitalId LISHUI = new HospitalId("lishui");
    private static final String RESIDENT = "34052419800101001X";
    private static final String HL7 = "http://terminology.hl7.org/CodeSystem/v2-0203";
    private static final String CHINESE = "urn:oid:2.16.156.10011.2.3.4.1/CV02.01.101";

    @ParameterizedTest
    @CsvSource({
        "urn:oid:2.16.156.10011.1.3, 34052419800101001X, RESIDENT_ID, 34052419800101001X",
        "urn:oid:2.16.156.10011.1.3, 34052419800101001x, RESIDENT_ID, 34052419800101001X",
        "http://hl7.org/fhir/sid/passport-DEU, C01X00T47, PASSPORT, DEU:C01X00T47",
        "urn:cloudfilm:passport, CHN:E12345678, PASSPORT, CHN:E12345678",
        "urn:cloudfilm:home-return-permit, H1234567801, HOME_RETURN_PERMIT, H12345678",
        "urn:cloudfilm:taiwan-permit, 1234567801, TAIWAN_PERMIT, 12345678",
        "urn:cloudfilm:birth-certificate, P330000001, BIRTH_CERTIFICATE, P330000001",
        "urn:cloudfilm:insurance-number, 33110000012345, INSURANCE, 33110000012345"
    })
    void number_underItsSystem_isTheStates(String system, String value, Kind kind, String kept) {
        Identification who = read("'identifier':[{'system':'%s','value':'%s'}]".formatted(system, value));

        assertThat(who.strong()).containsExactly(new StrongNumber(kind, kept));
        assertThat(who.local()).extracting(PatientNumber::system).containsExactly("urn:cloudfilm:hospital:lishui:fhir");
    }

    @ParameterizedTest
    @CsvSource({
        HL7 + ", NI, 34052419800101001X, RESIDENT_ID",
        HL7 + ", NNCHN, 34052419800101001X, RESIDENT_ID",
        HL7 + ", BCT, P330000001, BIRTH_CERTIFICATE",
        "http://hl7.org/fhir/v2/0203/v2-0203, NI, 34052419800101001X, RESIDENT_ID",
        CHINESE + ", 01, 34052419800101001X, RESIDENT_ID",
        CHINESE + ", 06, M12345678, HOME_RETURN_PERMIT",
        CHINESE + ", 07, 12345678, TAIWAN_PERMIT"
    })
    void number_underTheHospitalsSystem_isToldByItsType(String types, String code, String value, Kind kind) {
        Identification who = read(typed(types, code, value, ""));

        assertThat(who.strong()).containsExactly(new StrongNumber(kind, value));
    }

    @Test
    void typedNumber_thatFailsItsCheck_isTheHospitalsOwn() {
        Identification who = read(typed(HL7, "NI", "340524198001010011", ""));

        assertThat(who.strong()).isEmpty();
        assertThat(who.local()).containsExactly(new PatientNumber("urn:his:cards", "340524198001010011"));
    }

    @Test
    void passport_byType_needsACountry() {
        String nationality = ",'extension':[{'url':'http://hl7.org/fhir/StructureDefinition/patient-nationality',"
                + "'extension':[{'url':'code','valueCodeableConcept':{'coding':[{'system':'urn:iso:std:iso:3166','code':'DE'}]}}]}]";
        String assigner = ",'assigner':{'identifier':{'system':'urn:iso:std:iso:3166','value':'FRA'}}";

        assertThat(read(typed(HL7, "PPN", "C01X00T47", "")).strong()).as("whose?").isEmpty();
        assertThat(read(typed(HL7, "PPN", "C01X00T47", "") + nationality).strong())
                .containsExactly(new StrongNumber(Kind.PASSPORT, "DEU:C01X00T47"));
        assertThat(read(typed(CHINESE, "03", "C01X00T47", assigner) + nationality).strong())
                .as("the authority goes before the nationality")
                .containsExactly(new StrongNumber(Kind.PASSPORT, "FRA:C01X00T47"));
    }

    @Test
    void names_textAndParts_areOneName() {
        Traits parts = read("'name':[{'family':'张','given':['三']}]").traits();
        Traits text = read("'name':[{'text':'张三'},{'use':'official','text':'ZHANG San'}]").traits();

        assertThat(parts.nameKeys()).containsExactly("张三");
        assertThat(text.nameKeys()).containsExactlyInAnyOrder("张三", "zhang san");
    }

    @Test
    void newborn_withABirthCertificate_isToldFromTheTwin() {
        String born = "'name':[{'text':'王芳之子'}],'birthDate':'2026-11-20','gender':'male','multipleBirthInteger':";
        Identification first = read(born + "1,'identifier':[{'system':'urn:cloudfilm:birth-certificate','value':'P330000001'}]");
        Identification second = read(born + "2,'identifier':[{'system':'urn:cloudfilm:birth-certificate','value':'P330000002'}]");

        assertThat(first.strong()).doesNotContainAnyElementsOf(second.strong());
        assertThat(first.traits().multipleBirth()).isTrue();
        assertThat(first.traits().birthDate()).isEqualTo(Optional.of(LocalDate.of(2026, 11, 20)));
        assertThat(first.vouchedFor()).hasSize(1);
    }

    @Test
    void phone_andVagueDates_areReadAsFarAsTheyTell() {
        Traits traits = read("'telecom':[{'system':'email','value':'a@b'},{'system':'phone','value':'+86 138-0013-8000'}],"
                + "'birthDate':'1980','gender':'other'").traits();

        assertThat(traits.phone()).isEqualTo("13800138000");
        assertThat(traits.birthDate()).isEmpty();
        assertThat(traits.sex()).isEmpty();
    }

    @Test
    void oldNumber_isNotTheHospitalsNumberNow() {
        Identification who = read("'identifier':[{'use':'old','system':'urn:mrn','value':'1'},{'system':'urn:mrn','value':'2'}]");

        assertThat(who.local()).containsExactly(new PatientNumber("urn:mrn", "2"));
    }

    private static String typed(String types, String code, String value, String more) {
        return "'identifier':[{'type':{'coding':[{'system':'%s','code':'%s'}]},'system':'urn:his:cards','value':'%s'%s}]"
                .formatted(types, code, value, more);
    }

    private static Identification read(String members) {
        byte[] json = ("{'resourceType':'Patient'," + members + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        try {
            return FhirIdentification.of(LISHUI, new RecordId(ResourceType.PATIENT, "p1"), JsonDocument.parse(json));
        } catch (JsonFormatException e) {
            throw new IllegalStateException(e);
        }
    }
}
