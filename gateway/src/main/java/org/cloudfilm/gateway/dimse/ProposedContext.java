package org.cloudfilm.gateway.dimse;

import java.util.List;

/** A presentation context of an A-ASSOCIATE-RQ (PS3.8 section 9.3.2.2). */
record ProposedContext(int id, String abstractSyntax, List<String> transferSyntaxes) {}
