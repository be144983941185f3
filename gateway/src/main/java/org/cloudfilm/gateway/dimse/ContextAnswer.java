package org.cloudfilm.gateway.dimse;

/**
 * Our answer to a proposed presentation context (PS3.8 section 9.3.3.2).
 *
 * @param transferSyntax the one chosen, or when not accepted one that was proposed and means nothing
 */
record ContextAnswer(int id, Result result, String abstractSyntax, String transferSyntax) {

    enum Result {
        ACCEPTANCE(0),
        ABSTRACT_SYNTAX_NOT_SUPPORTED(3),
        TRANSFER_SYNTAXES_NOT_SUPPORTED(4);

        final int code;

        Result(int code) {
            this.code = code;
        }
    }

    boolean accepted() {
        return result == Result.ACCEPTANCE;
    }
}
