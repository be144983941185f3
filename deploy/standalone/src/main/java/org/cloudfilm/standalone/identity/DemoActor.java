package org.cloudfilm.standalone.identity;

import java.util.List;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Someone the demo identity server knows. Not a person: names and passwords are public.
 *
 * @param id      subject of its tokens, and what one signs in with
 * @param name    as pages show it
 * @param nameEn  the same in English
 * @param claims  what its tokens say about role, hospital and resident ID
 */
record DemoActor(String id, Kind kind, String name, String nameEn, Map<String, String> claims) {

    enum Kind {
        PERSON,
        SYSTEM
    }

    private static final List<DemoActor> ALL = List.of(
            clinician("doctor-wang", "王医生", "Dr Wang", "lishui"),
            clinician("doctor-chen", "陈医生", "Dr Chen", "jinyun"),
            patient("patient-zhang", "张三", "Zhang San", "34052419800101001X"),
            new DemoActor("admin", Kind.PERSON, "管理员", "Administrator", Map.of("cloudfilm_role", "admin")),
            new DemoActor("reviewer-li", Kind.PERSON, "李审核", "Reviewer Li", Map.of("cloudfilm_role", "reviewer")),
            hospital("hospital-lishui", "丽水市中心医院", "Lishui Central Hospital", "lishui"),
            hospital("hospital-jinyun", "缙云县人民医院", "Jinyun County People's Hospital", "jinyun"));

    /** The password of a person, the secret of a system. Public. */
    String password() {
        return kind == Kind.PERSON ? "cloudfilm-demo" : id + "-demo";
    }

    static List<DemoActor> people() {
        return ALL.stream().filter(actor -> actor.kind == Kind.PERSON).toList();
    }

    static List<DemoActor> systems() {
        return ALL.stream().filter(actor -> actor.kind == Kind.SYSTEM).toList();
    }

    static Optional<DemoActor> find(String id) {
        return ALL.stream().filter(actor -> actor.id.equals(id)).findFirst();
    }

    private static DemoActor clinician(String id, String name, String nameEn, String hospital) {
        return new DemoActor(id, Kind.PERSON, name, nameEn, claims("clinician", "hospital", hospital));
    }

    private static DemoActor patient(String id, String name, String nameEn, String residentId) {
        return new DemoActor(id, Kind.PERSON, name, nameEn, claims("patient", "resident_id", residentId));
    }

    private static DemoActor hospital(String id, String name, String nameEn, String hospital) {
        return new DemoActor(id, Kind.SYSTEM, name, nameEn, claims("hospital", "hospital", hospital));
    }

    private static Map<String, String> claims(String role, String name, String value) {
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("cloudfilm_role", role);
        claims.put(name, value);
        return claims;
    }
}
