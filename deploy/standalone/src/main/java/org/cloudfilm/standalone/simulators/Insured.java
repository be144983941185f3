package org.cloudfilm.standalone.simulators;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.cloudfilm.storage.person.ResidentId;
import tools.jackson.databind.node.ObjectNode;

/** Whoever has a valid resident ID is insured; what is in the accounts is remembered. */
final class Insured {

    private static final long ACCOUNT = 500_00;
    private static final long FAMILY = 200_00;

    private final StateFile state;

    Insured(StateFile state) {
        this.state = state;
    }

    /** By the certificate. @throws Refused when it is no valid resident ID */
    ObjectNode byCertificate(String number) {
        ResidentId id = ResidentId.parse(number).orElseThrow(() -> new Refused("E1101 未查询到参保信息"));
        String psnNo = psnNo(id.value());
        return state.find("person/" + psnNo).orElseGet(() -> {
            ObjectNode person = Json.object()
                    .put("psn_no", psnNo)
                    .put("certno", id.value())
                    .put("insutype", "310")
                    .put("account", ACCOUNT)
                    .put("family", FAMILY);
            state.put("person/" + psnNo, person);
            return person;
        });
    }

    /** @throws Refused when there is none */
    ObjectNode byNumber(String psnNo) {
        return state.find("person/" + psnNo).orElseThrow(() -> new Refused("E1102 人员编号不存在"));
    }

    /** What call 1101 answers. */
    ObjectNode answer(ObjectNode person, String name) {
        String certno = person.path("certno").asString();
        ObjectNode output = Json.object();
        output.putObject("baseinfo")
                .put("psn_no", person.path("psn_no").asString())
                .put("psn_cert_type", "01")
                .put("certno", certno)
                .put("psn_name", name)
                .put("gend", (certno.charAt(16) - '0') % 2 == 1 ? "1" : "2")
                .put("brdy", LocalDate.parse(certno.substring(6, 14), DateTimeFormatter.BASIC_ISO_DATE).toString());
        output.putArray("insuinfo").addObject()
                .put("insutype", person.path("insutype").asString())
                .put("psn_insu_stas", "1")
                .put("insuplc_admdvs", "331100")
                .put("balc", Json.yuan(person.path("account").asLong()))
                .put("acct_mulaid_balc", Json.yuan(person.path("family").asLong()));
        output.putArray("idetinfo");
        return output;
    }

    /** Says nothing of the certificate to whoever does not know it. */
    private static String psnNo(String certno) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certno.getBytes(StandardCharsets.US_ASCII));
            StringBuilder digits = new StringBuilder("33110000");
            for (int i = 0; i < 9; i++) {
                digits.append(String.format(Locale.ROOT, "%02d", (digest[i] & 0xFF) % 100));
            }
            return digits.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
