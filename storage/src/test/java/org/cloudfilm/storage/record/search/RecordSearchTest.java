package org.cloudfilm.storage.record.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.consent.TestPermits;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind of parameter, modifier and prefix finds, on a few records. */
class RecordSearchTest {

    private static final TestDatabase db = TestDatabase.create();
    private static final RecordSearch search = new JdbcRecordSearch(db.dataSource(), StoredRows.INDEX);

    @BeforeAll
    static void store() {
        StoredRows rows = new StoredRows(db.dataSource());
        rows.put("lishui", """
                {'resourceType':'Practitioner','id':'dr','identifier':[{'system':'urn:npi','value':'77'}],
                 'name':[{'family':'Wu','given':['Song']}]}""");
        rows.put("lishui", """
                {'resourceType':'Organization','id':'org','name':'Lishui Hospital',
                 'partOf':{'reference':'Organization/top'}}""");
        rows.put("lishui", "{'resourceType':'Organization','id':'top','name':'Province'}");
        rows.put("lishui", """
                {'resourceType':'Patient','id':'p1','active':true,'gender':'male','birthDate':'1970-03-14',
                 'identifier':[{'system':'urn:mrn','value':'1','type':{'coding':[{'system':'urn:types','code':'MR'}]}},
                               {'value':'bare'}],
                 'name':[{'family':'Müller-Lüdenscheidt','given':['Jörg','Max']}],
                 'generalPractitioner':[{'reference':'Practitioner/dr'}],
                 'managingOrganization':{'reference':'Organization/org'}}""");
        rows.put("lishui", """
                {'resourceType':'Patient','id':'p2','gender':'female','birthDate':'1980',
                 'identifier':[{'system':'urn:mrn','value':'2'},{'system':'urn:other','value':'1'}],
                 'name':[{'family':'张','given':['三']},{'family':'Zhang','given':['San, Jr']}]}""");
        rows.put("lishui", "{'resourceType':'Patient','id':'p3'}");
        observation(rows, "o1", "p1", "8480-6", "2013-01-14", "'valueQuantity':{'value':100,"
                + "'unit':'mmHg','system':'http://unitsofmeasure.org','code':'mm[Hg]'}");
        observation(rows, "o2", "p1", "8462-4", "2013-01-14T10:00:00Z", "'valueQuantity':{'value':5.40,'unit':'mg'}");
        observation(rows, "o3", "p2", "8480-6", "2013-03", "'valueQuantity':{'value':140,"
                + "'unit':'mmHg','system':'http://unitsofmeasure.org','code':'mm[Hg]'}");
        rows.put("lishui", """
                {'resourceType':'Encounter','id':'e1','status':'finished','class':{'code':'AMB'},
                 'subject':{'reference':'Patient/p1'},'serviceProvider':{'reference':'Organization/org'},
                 'period':{'start':'2013-01-10T08:00:00+08:00','end':'2013-01-20T08:00:00+08:00'}}""");
        rows.put("lishui", """
                {'resourceType':'Encounter','id':'e2','status':'in-progress','class':{'code':'IMP'},
                 'subject':{'reference':'Patient/p2','identifier':{'system':'urn:mrn','value':'2'}},
                 'period':{'start':'2014-01-01'}}""");
        place(rows, "hangzhou", 30.2741, 120.1551);
        place(rows, "shanghai", 31.2304, 121.4737);
        place(rows, "wrangel", 71.2335, -179.4);
        place(rows, "southPole", -90, 0);
        place(rows, "nowhere", 130, 20);
        rows.put("lishui", "{'resourceType':'Location','id':'unmapped','partOf':{'reference':'Location/hangzhou'}}");
        rows.put("lishui", """
                {'resourceType':'ValueSet','id':'v1','meta':{'profile':['http://acme.org/shareable','http://acme.org/p|2']},'status':'active','url':'http://acme.org/fhir/ValueSet/one'}""");
    }

    private static void place(StoredRows rows, String id, double latitude, double longitude) {
        rows.put("lishui", "{'resourceType':'Location','id':'%s','position':{'latitude':%s,'longitude':%s}}"
                .formatted(id, latitude, longitude));
    }

    private static void observation(
            StoredRows rows, String id, String patient, String code, String date, String value) {
        rows.put("lishui", """
                {'resourceType':'Observation','id':'%s','status':'final','subject':{'reference':'Patient/%s'},
                 'category':[{'coding':[{'system':'urn:cat','code':'vital-signs'}]}],
                 'code':{'coding':[{'system':'http://loinc.org','code':'%s','display':'Blood Pressure'}]},
                 'effectiveDateTime':'%s',%s,'performer':[{'reference':'Practitioner/dr'}]}"""
                .formatted(id, patient, code, date, value));
    }

    @AfterAll
    static void close() {
        db.close();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", nullValues = "nothing", textBlock = """
            Patient?identifier=urn:mrn|1 => p1
            Patient?identifier=1 => p1 p2
            Patient?identifier=|bare => p1
            Patient?identifier=|1 => nothing
            Patient?identifier=urn:mrn| => p1 p2
            Patient?identifier=urn:mrn|1,urn:mrn|2 => p1 p2
            Patient?identifier=urn:mrn|1,urn:other|2 => p1
            Patient?identifier=urn:mrn|1&identifier=bare => p1
            Patient?identifier=urn:mrn|1&identifier=2 => nothing
            Patient?identifier:of-type=urn:types|MR|1 => p1
            Patient?identifier:of-type=urn:types|MR|2 => nothing
            Patient?identifier:not=urn:mrn|1 => p2 p3
            Patient?gender=male => p1
            Patient?gender:not=male => p2 p3
            Patient?gender:missing=true => p3
            Patient?gender:missing=false => p1 p2
            Patient?active=true => p1
            Observation?code:text=blood => o1 o2 o3
            Observation?code:text=pressure => nothing
            Observation?code=http://loinc.org|8480-6 => o1 o3
            Observation?code=http://snomed.info/sct|8480-6 => nothing
            Patient?_id=p1,p3 => p1 p3
            Patient?_id=nobody => nothing
            """)
    void token(String query, String expected) {
        assertThat(find(query)).containsExactlyElementsOf(ids(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", nullValues = "nothing", textBlock = """
            Patient?family=muller => p1
            Patient?family=MÜLL => p1
            Patient?family=lüdenscheidt => nothing
            Patient?family:contains=lüdenscheidt => p1
            Patient?family:exact=Müller-Lüdenscheidt => p1
            Patient?family:exact=Muller-Ludenscheidt => nothing
            Patient?name=张 => p2
            Patient?name=张三 => p2
            Patient?given=jorg,三 => p1 p2
            Patient?given=jorg&given=max => p1
            Patient?given:exact=San\\, Jr => p2
            Patient?name:missing=true => p3
            """)
    void string(String query, String expected) {
        assertThat(find(query)).containsExactlyElementsOf(ids(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", nullValues = "nothing", textBlock = """
            Observation?date=2013-01-14 => o1 o2
            Observation?date=eq2013-01-14 => o1 o2
            Observation?date=ne2013-01-14 => o3
            Observation?date=2013-01-14T10:00:00Z => o2
            Observation?date=2013-01-14T18:00:00+08:00 => o2
            Observation?date=2013-01-14T18:00:00 08:00 => o2
            Observation?date=2013-01-14T18:00 => o2
            Observation?date=2013-01 => o1 o2
            Observation?date=2013 => o1 o2 o3
            Observation?date=gt2013-01-14 => o3
            Observation?date=gt2013-01-13 => o1 o2 o3
            Observation?date=gt2013-03 => nothing
            Observation?date=ge2013-01-14 => o1 o2 o3
            Observation?date=ge2013-03 => o3
            Observation?date=ge2013-03-05 => o3
            Observation?date=lt2013-03-05 => o1 o2 o3
            Observation?date=lt2013-01-14 => nothing
            Observation?date=le2013-01-14 => o1 o2
            Observation?date=sa2013-03-05 => nothing
            Observation?date=sa2013-01-14 => o3
            Observation?date=eb2013-03-05 => o1 o2
            Observation?date=eb2013-04-01 => o1 o2 o3
            Observation?date=ge2013-01-14&date=le2013-01-31 => o1 o2
            Observation?date=2013-01-14,2013-03 => o1 o2 o3
            Encounter?date=2013-01-15 => nothing
            Encounter?date=ap2013-01-15 => e1 e2
            Encounter?date=gt2013-01-15 => e1 e2
            Encounter?date=lt2013-01-15 => e1
            Encounter?date=eb2013-01-21 => e1
            Encounter?date=sa2013-01-21 => e2
            Encounter?date=ge2500 => e2
            Patient?birthdate=1970-03-14 => p1
            Patient?birthdate=1980 => p2
            Patient?birthdate=1980-05-05 => nothing
            Patient?_lastUpdated=2026-01-01 => p1 p2 p3
            Patient?_lastUpdated=gt2026-01-01 => nothing
            """)
    void date(String query, String expected) {
        assertThat(find(query)).containsExactlyElementsOf(ids(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", nullValues = "nothing", textBlock = """
            Observation?value-quantity=100 => o1
            Observation?value-quantity=100.0 => o1
            Observation?value-quantity=1e2 => o1 o3
            Observation?value-quantity=99 => nothing
            Observation?value-quantity=gt100 => o3
            Observation?value-quantity=ge100 => o1 o3
            Observation?value-quantity=lt100 => o2
            Observation?value-quantity=le100 => o1 o2
            Observation?value-quantity=sa100 => o3
            Observation?value-quantity=eb100 => o2
            Observation?value-quantity=ne100 => o2 o3
            Observation?value-quantity=ap95 => o1
            Observation?value-quantity=5.4||mg => o2
            Observation?value-quantity=5.4|http://unitsofmeasure.org|mg => nothing
            Observation?value-quantity=gt50|http://unitsofmeasure.org|mm[Hg] => o1 o3
            Observation?value-quantity=140,5.4 => o2 o3
            Observation?code-value-quantity=8480-6$gt120 => o3
            Observation?code-value-quantity=http://loinc.org|8480-6$le120||mm[Hg] => o1
            Observation?code-value-quantity=8462-4$gt120 => nothing
            """)
    void quantity(String query, String expected) {
        assertThat(find(query)).containsExactlyElementsOf(ids(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", nullValues = "nothing", textBlock = """
            Location?near=30.2741|120.1551|0 => hangzhou
            Location?near=30.25|120.20 => hangzhou
            Location?near=30.25|120.30 => nothing
            Location?near=30.2741|120.1551|164|km => hangzhou
            Location?near=30.2741|120.1551|165|km => hangzhou shanghai
            Location?near=30.2741|120.1551|165 => hangzhou shanghai
            Location?near=30.2741|120.1551|165000|m => hangzhou shanghai
            Location?near=30.2741|120.1551|102|[mi_i] => hangzhou
            Location?near=30.2741|120.1551|103|[mi_us] => hangzhou shanghai
            Location?near=30.2741|120.1551||m => hangzhou
            Location?near=30.2741|120.1551,31.2304|121.4737 => hangzhou shanghai
            Location?near=71.2335|179.4|45|km => wrangel
            Location?near=-89.9|180|12 => southPole
            Location?near=0|0|20100 => hangzhou shanghai wrangel southPole
            Location?near:missing=true => unmapped
            Location?partof.near=30.2741|120.1551 => unmapped
            """)
    void near_findsWhatLiesWithinTheDistanceOnTheGlobe(String query, String expected) {
        assertThat(find(query)).containsExactlyElementsOf(ids(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", nullValues = "nothing", textBlock = """
            Observation?patient=p1 => o1 o2
            Observation?patient=Patient/p1 => o1 o2
            Observation?subject=Patient/p1 => o1 o2
            Observation?subject=p1 => o1 o2
            Observation?subject:Patient=p1 => o1 o2
            Observation?subject=Group/p1 => nothing
            Observation?patient=p1,p2 => o1 o2 o3
            Observation?patient=p1&patient=p2 => nothing
            Observation?patient=p1&code=8480-6 => o1
            Observation?patient=p1&code=8480-6&date=ge2013 => o1
            Observation?patient=p1&code=8480-6&date=ge2014 => nothing
            Observation?patient=p1&category=vital-signs&value-quantity=gt50 => o1
            Observation?patient=p1&code:not=8480-6 => o2
            Observation?performer=Practitioner/dr&patient=p2 => o3
            Observation?performer=dr => o1 o2 o3
            Observation?patient:missing=true => nothing
            Encounter?patient:identifier=urn:mrn|2 => e2
            Encounter?service-provider=Organization/org => e1
            ValueSet?url=http://acme.org/fhir/ValueSet/one => v1
            ValueSet?url=http://acme.org/fhir/ValueSet => nothing
            ValueSet?url:below=http://acme.org/fhir/ => v1
            ValueSet?url:above=http://acme.org/fhir/ValueSet/one/two => v1
            ValueSet?_profile=http://acme.org/shareable => v1
            ValueSet?_profile=http://acme.org/p => v1
            ValueSet?_profile=http://acme.org/p|2 => v1
            ValueSet?_profile=http://acme.org/p|3 => nothing
            ValueSet?_profile:below=http://acme.org/ => v1
            ValueSet?_profile:missing=true => nothing
            Patient?_profile:missing=false => nothing
            """)
    void referenceAndUri(String query, String expected) {
        assertThat(find(query)).containsExactlyElementsOf(ids(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", nullValues = "nothing", textBlock = """
            Observation?patient=https://here/fhir/Patient/p1 => o1 o2
            Observation?patient=https://here/fhir/Patient/p1,Patient/p2 => o1 o2 o3
            Observation?performer=https://here/fhir/Practitioner/dr&patient=p2 => o3
            Observation?patient=https://here/other/Patient/p1 => nothing
            Observation?patient=https://here/fhirPatient/p1 => nothing
            ValueSet?url=https://here/fhir/ValueSet/x => nothing
            """)
    void reference_byUrlUnderWhichTheClientKnowsUs_isThatRecord(String query, String expected) {
        assertThat(ids(parse(query, true, "https://here/fhir"))).containsExactlyElementsOf(ids(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", nullValues = "nothing", textBlock = """
            Observation?subject:Patient.name=muller => o1 o2
            Observation?patient.identifier=urn:mrn|2 => o3
            Observation?subject.gender=male => o1 o2
            Observation?patient.general-practitioner.name=wu => o1 o2
            Observation?patient.general-practitioner.identifier=urn:npi|77&code=8480-6 => o1
            Observation?patient.organization.partof.name=province => o1 o2
            Observation?performer:Practitioner.family=wu&date=2013-03 => o3
            Patient?_has:Observation:patient:code=8462-4 => p1
            Patient?_has:Observation:patient:code=8480-6 => p1 p2
            Patient?_has:Observation:patient:date=gt2013-02 => p2
            Patient?_has:Observation:patient:performer:Practitioner.name=wu => p1 p2
            Practitioner?_has:Patient:general-practitioner:_has:Observation:patient:code=8462-4 => dr
            Practitioner?_has:Observation:performer:code=none => nothing
            Organization?_has:Encounter:service-provider:status=finished => org
            """)
    void chain(String query, String expected) {
        assertThat(find(query)).containsExactlyElementsOf(ids(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", nullValues = "nothing", textBlock = """
            Observation?_sort=date => o1 o2 o3
            Observation?_sort=-date => o3 o2 o1
            Observation?patient=p1&code=8480-6,8462-4&_sort=-date => o2 o1
            Observation?_sort=-_id => o3 o2 o1
            Observation?_sort=value-quantity => o2 o1 o3
            Observation?_sort=-value-quantity,_id => o3 o1 o2
            Patient?_sort=birthdate => p1 p2 p3
            Patient?_sort=gender,_id => p2 p1 p3
            Patient?_sort=-gender => p1 p2 p3
            Observation?_sort=patient,-date => o2 o1 o3
            Observation?status=final&_sort=-code,_id => o1 o3 o2
            Encounter?_sort=status => e1 e2
            Patient?_sort=-birthdate => p2 p1 p3
            Patient?_sort=family => p1 p2 p3
            Patient?_sort=-family => p2 p1 p3
            Patient?_sort=-_lastUpdated,-_id => p3 p2 p1
            Observation?patient=p1,p2&_sort=code,-date => o2 o3 o1
            Observation?patient=p1,p2&_sort=-code,-date => o3 o1 o2
            Observation?patient=p1,p2&_sort=status,-_id => o3 o2 o1
            Observation?patient=p1,p2&_sort=-patient,date => o3 o1 o2
            Observation?patient=p1,p2&_sort=subject,-date => o2 o1 o3
            Observation?patient=p1&code=8480-6,8462-4&_sort=code => o2 o1
            Patient?_id=p1,p2,p3&_sort=gender => p2 p1 p3
            Patient?_id=p1,p2,p3&_sort=-identifier => p1 p2 p3
            Patient?identifier=1&_sort=general-practitioner,gender => p1 p2
            Encounter?subject=p1,p2&_sort=-class => e2 e1
            """)
    void sort(String query, String expected) {
        assertThat(find(query)).containsExactlyElementsOf(ids(expected));
        assertThat(page(query + "&_count=1")).containsExactlyElementsOf(ids(expected));
        assertThat(page(query + "&_count=2")).containsExactlyElementsOf(ids(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
            Patient?nonsense=1 => nonsense
            Patient?gender:exact=male => gender:exact
            Patient?family:not=x => family:not
            Patient?birthdate=yesterday => birthdate
            Patient?birthdate=xx2020 => birthdate
            Patient?birthdate=2020-13 => birthdate
            Patient?identifier=a|b|c => identifier
            Patient?gender:missing=maybe => gender:missing
            Patient?_count=-1 => _count
            Patient?_count=many => _count
            Patient?_total=some => _total
            Location?near=30.2741 => near
            Location?near=north|east => near
            Location?near=NaN|120 => near
            Location?near=30f|120 => near
            Location?near=91|120 => near
            Location?near=30|181 => near
            Location?near=30|120|-1|km => near
            Location?near=30|120|1|league => near
            Location?near=30|120|1|km|5 => near
            Location?near:exact=30|120 => near:exact
            Location?_sort=near => _sort
            Patient?_sort=phone => _sort
            Observation?_sort=code-value-quantity => _sort
            Patient?_page=AAAA => _page
            Patient?_page=not base64 => _page
            Observation?value-quantity=a lot => value-quantity
            Observation?code-value-quantity=8480-6 => code-value-quantity
            Observation?code-value-quantity:missing=true => code-value-quantity:missing
            Observation?patient:Nothing=1 => patient:Nothing
            Observation?code.name=x => code.name
            Observation?patient.nonsense=x => patient.nonsense
            Patient?identifier:=x => identifier:
            Patient?gender:of-type=a|b|c => gender:of-type
            Observation?subject:.name=x => subject:.name
            Observation?patient.birthdate=yesterday => birthdate
            Patient?_has:Observation=x => _has:Observation
            Patient?_has:Nothing:patient:code=x => _has:Nothing:patient:code
            Patient?_has:Observation:encounter:code=x => _has:Observation:encounter:code
            Patient?_include=Nothing => _include
            """)
    void parse_whatCannotBeUnderstood_isRefusedWithTheParameter(String query, String path) {
        assertThatThrownBy(() -> parse(query, true)).isInstanceOfSatisfying(RecordRefusal.class, refusal -> {
            assertThat(refusal.kind()).isEqualTo(RecordRefusal.Kind.BAD_QUERY);
            assertThat(refusal.flaws().getFirst().path()).isEqualTo(path);
        });
    }

    @Test
    void parse_unknownParameterInLenientHandling_isLeftOutAndListed() {
        RecordQuery query = parse("Patient?nonsense=1&gender=male", false);

        assertThat(query.unknown()).containsExactly("nonsense");
        assertThat(run(query).matches()).hasSize(1);
    }

    @Test
    void parse_wrongValueBehindAChain_isRefusedInLenientHandlingToo() {
        for (String chain : List.of("patient", "subject")) {
            assertThatThrownBy(() -> parse("Observation?" + chain + ".birthdate=yesterday", false))
                    .isInstanceOfSatisfying(RecordRefusal.class, refusal ->
                            assertThat(refusal.kind()).isEqualTo(RecordRefusal.Kind.BAD_QUERY));
        }
    }

    @Test
    void parse_unknownSortKeyInLenientHandling_leavesTheWholeOrderOut() {
        RecordQuery query = parse("Patient?_sort=-birthdate,nonsense", false);

        assertThat(query.unknown()).containsExactly("_sort");
        assertThat(query.parts().order()).isEmpty();
    }

    @Test
    void parse_bombs_areRefusedAsTooCostly() {
        for (String bomb : List.of(
                "Patient?_id=" + "x,".repeat(200) + "x",
                "Patient?" + "gender=male&".repeat(50) + "gender=female",
                "Observation?patient.organization.partof.partof.name=x",
                "Patient?_has:Observation:patient:_has:Observation:derived-from:_has:Observation:derived-from:"
                        + "_has:Observation:derived-from:code=x")) {
            assertThatThrownBy(() -> parse(bomb, true)).isInstanceOfSatisfying(RecordRefusal.class, refusal ->
                    assertThat(refusal.kind()).isEqualTo(RecordRefusal.Kind.TOO_COSTLY));
        }
    }

    @Test
    void total_onlyPageOrAskedFor_isTold() {
        assertThat(run(parse("Patient?gender=male", true)).total()).hasValue(1);
        assertThat(run(parse("Patient?_count=1", true)).total()).isEmpty();
        assertThat(run(parse("Patient?_count=1&_total=accurate", true)).total()).hasValue(3);
        assertThat(run(parse("Patient?_count=0", true))).satisfies(page -> {
            assertThat(page.matches()).isEmpty();
            assertThat(page.total()).hasValue(3);
        });
        assertThat(run(parse("Observation?patient=p1&code=8480-6&_summary=count", true)).total()).hasValue(1);
    }

    private static List<String> ids(String expected) {
        return expected == null ? List.of() : List.of(expected.split(" "));
    }

    private static List<String> find(String query) {
        return ids(parse(query, true));
    }

    private static List<String> ids(RecordQuery query) {
        return run(query).matches().stream().map(r -> r.id().id()).toList();
    }

    /** All pages one after the other. */
    private static List<String> page(String query) {
        List<String> found = new ArrayList<>();
        RecordPage page = run(parse(query, true));
        while (true) {
            page.matches().stream().map(StoredRecord::id).forEach(id -> found.add(id.id()));
            if (page.next().isEmpty()) {
                return found;
            }
            page = run(parse(query + "&_page=" + page.next().get(), true));
        }
    }

    private static RecordPage run(RecordQuery query) {
        return search.search(TestPermits.records(new Scope.SentBy(new HospitalId("lishui"))), query);
    }

    static RecordQuery parse(String query, boolean strict) {
        return parse(query, strict, "https://elsewhere/fhir");
    }

    private static RecordQuery parse(String query, boolean strict, String base) {
        int question = query.indexOf('?');
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        for (String part : query.substring(question + 1).split("&")) {
            int equals = part.indexOf('=');
            parameters.add(Map.entry(part.substring(0, equals), part.substring(equals + 1)));
        }
        return RecordQuery.parse(
                ResourceType.find(query.substring(0, question)).orElseThrow(), parameters, strict, base);
    }
}
