package org.cloudfilm.gateway.stow;

/** Writes the few kinds of attributes a store response has, in one of the encodings of PS3.18. */
interface ModelWriter {

    void beginDataSet();

    void endDataSet();

    void beginSequence(String tag, String keyword);

    void beginItem();

    void endItem();

    void endSequence();

    void text(String tag, String vr, String keyword, String value);

    void number(String tag, String vr, String keyword, int value);

    /** What was written so far. */
    String document();
}
