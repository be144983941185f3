package org.cloudfilm.gateway.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.cloudfilm.gateway.dimse.ContextAnswer.Result;
import org.cloudfilm.gateway.testing.Ct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {

    private static final String IMPLICIT = "1.2.840.10008.1.2";

    private final Negotiation negotiation = new Negotiation("CLOUDFILM", TestScp.HOSPITALS);

    @ParameterizedTest
    @CsvSource({
        "1.2.840.10008.1.1,                ACCEPTANCE, verification",
        "1.2.840.10008.5.1.4.1.1.2,        ACCEPTANCE, CT",
        "1.2.840.10008.5.1.4.1.1.999.7,    ACCEPTANCE, a storage class that is not in any list yet",
        "1.2.840.10008.5.1.4.34.7,         ACCEPTANCE, RT beams delivery instruction",
        "1.3.46.670589.5.0.1,              ACCEPTANCE, private",
        "1.2.840.10008.5.1.4.1.2.2.1,      ABSTRACT_SYNTAX_NOT_SUPPORTED, C-FIND",
        "1.2.840.10008.5.1.4.31,           ABSTRACT_SYNTAX_NOT_SUPPORTED, worklist",
        "1.2.840.10008.1.20.1,             ABSTRACT_SYNTAX_NOT_SUPPORTED, storage commitment",
        "1.2.840.10008.3.1.2.3.3,          ABSTRACT_SYNTAX_NOT_SUPPORTED, MPPS",
        "1.2.840.10008.5.1.4.39.1,         ABSTRACT_SYNTAX_NOT_SUPPORTED, colour palette",
        "'',                               ABSTRACT_SYNTAX_NOT_SUPPORTED, none"
    })
    void answer_abstractSyntax_storageOnly(String abstractSyntax, Result result, String what) {
        assertThat(answer(abstractSyntax, IMPLICIT).result()).as(what).isEqualTo(result);
    }

    /** Lossless compression first, then uncompressed, then whatever comes first. */
    @ParameterizedTest
    @CsvSource({
        "1.2.840.10008.1.2.1 1.2.840.10008.1.2,                          1.2.840.10008.1.2.1",
        "1.2.840.10008.1.2 1.2.840.10008.1.2.4.70 1.2.840.10008.1.2.4.80,1.2.840.10008.1.2.4.70",
        "1.2.840.10008.1.2.4.50 1.2.840.10008.1.2.1,                     1.2.840.10008.1.2.1",
        "1.2.840.10008.1.2.4.50 1.2.840.10008.1.2.4.51,                  1.2.840.10008.1.2.4.50",
        "1.2.840.10008.1.2.4.102,                                        1.2.840.10008.1.2.4.102",
        "1.2.840.113619.5.2,                                             1.2.840.113619.5.2",
        "nonsense 1.2.840.10008.1.2,                                     1.2.840.10008.1.2"
    })
    void answer_transferSyntaxes_preferred(String proposed, String chosen) {
        ContextAnswer answer = answer(Ct.SOP_CLASS, proposed.split(" "));
        assertThat(answer.accepted()).isTrue();
        assertThat(answer.transferSyntax()).isEqualTo(chosen);
    }

    @Test
    void answer_noTransferSyntax_notSupported() {
        assertThat(answer(Ct.SOP_CLASS).result()).isEqualTo(Result.TRANSFER_SYNTAXES_NOT_SUPPORTED);
        assertThat(answer(Ct.SOP_CLASS, "nonsense").result()).isEqualTo(Result.TRANSFER_SYNTAXES_NOT_SUPPORTED);
    }

    private ContextAnswer answer(String abstractSyntax, String... transferSyntaxes) {
        List<ProposedContext> contexts =
                List.of(new ProposedContext(1, abstractSyntax, Arrays.asList(transferSyntaxes)));
        return negotiation.answer(contexts).getFirst();
    }
}
