package org.cloudfilm.gateway.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.app.Connection;
import ca.uhn.hl7v2.llp.MinLowerLayerProtocol;
import ca.uhn.hl7v2.model.v25.message.ACK;
import ca.uhn.hl7v2.model.v25.message.ADT_A01;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import org.junit.jupiter.api.Test;

/** Another implementation of HL7 v2 talks to ours. */
class HapiPeerTest {

    @Test
    void admission_madeAndSentByHapi_acknowledgedAsItReadsIt() throws Exception {
        try (TestDoor cloudfilm = new TestDoor(); DefaultHapiContext hapi = new DefaultHapiContext()) {
            hapi.getParserConfiguration().setIdGenerator(new InMemoryIDGenerator());
            ADT_A01 admission = new ADT_A01();
            admission.setParser(hapi.getPipeParser());
            admission.initQuickstart("ADT", "A01", "P");
            admission.getMSH().getSendingFacility().getNamespaceID().setValue("LISHUI");
            admission.getMSH().getCharacterSet(0).setValue("UNICODE UTF-8");
            admission.getMSH().getMessageControlID().setValue("HAPI-1");
            admission.getPID().getPatientName(0).getFamilyName().getSurname().setValue("欧阳|^&~\\誠");
            hapi.setLowerLayerProtocol(new MinLowerLayerProtocol(true));
            Connection connection = hapi.newClient("127.0.0.1", cloudfilm.door.server().port(), false);
            ACK answer = (ACK) connection.getInitiator().sendAndReceive(admission);
            connection.close();
            assertThat(answer.getMSA().getAcknowledgmentCode().getValue()).isEqualTo("AA");
            assertThat(answer.getMSA().getMessageControlID().getValue()).isEqualTo("HAPI-1");
            assertThat(cloudfilm.nameOf("HAPI-1")).isEqualTo("欧阳|^&~\\誠");
        }
    }
}
