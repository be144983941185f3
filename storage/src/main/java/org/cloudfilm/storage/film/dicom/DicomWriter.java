package org.cloudfilm.storage.film.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Writes data sets in explicit or implicit VR little endian (PS3.5 section 7), sequences and items with their lengths.
 * A data set with references to large values cannot be written: their bytes are not here.
 */
public final class DicomWriter {

    private final boolean implicit;
    private final OutputStream out;

    private DicomWriter(TransferSyntax syntax, OutputStream out) {
        if (!syntax.equals(TransferSyntax.EXPLICIT_VR_LE) && !syntax.equals(TransferSyntax.IMPLICIT_VR_LE)
                && !syntax.encapsulated()) {
            throw new IllegalArgumentException("data sets are written in little endian only");
        }
        this.implicit = !syntax.explicitVr();
        this.out = out;
    }

    /** The data set alone, without preamble and file meta information. */
    public static byte[] bytes(Dataset dataset, TransferSyntax syntax) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(dataset, syntax, out);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return out.toByteArray();
    }

    public static void write(Dataset dataset, TransferSyntax syntax, OutputStream out) throws IOException {
        new DicomWriter(syntax, out).elements(dataset);
    }

    private void elements(Dataset dataset) throws IOException {
        for (Element element : dataset.elements()) {
            switch (element) {
                case Element.Value value -> {
                    header(value.tag(), value.vr(), value.bytes().length);
                    out.write(value.bytes());
                }
                case Element.Items sequence -> sequence(sequence);
                case Element.Bulk bulk ->
                    throw new IllegalArgumentException("the value of " + Tags.text(bulk.tag()) + " is not in memory");
            }
        }
    }

    private void sequence(Element.Items sequence) throws IOException {
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        DicomWriter inner = new DicomWriter(
                implicit ? TransferSyntax.IMPLICIT_VR_LE : TransferSyntax.EXPLICIT_VR_LE, items);
        for (Dataset item : sequence.items()) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            write(item, implicit ? TransferSyntax.IMPLICIT_VR_LE : TransferSyntax.EXPLICIT_VR_LE, content);
            inner.tag(Tags.Item);
            inner.number(content.size(), 4);
            content.writeTo(items);
        }
        header(sequence.tag(), Vr.SQ, items.size());
        items.writeTo(out);
    }

    private void header(int tag, Vr vr, int length) throws IOException {
        tag(tag);
        if (implicit) {
            number(length, 4);
            return;
        }
        if (!vr.longLength() && length > 0xFFFF) {
            throw new IllegalArgumentException(Tags.text(tag) + " is too long for VR " + vr);
        }
        out.write(vr.name().charAt(0));
        out.write(vr.name().charAt(1));
        if (vr.longLength()) {
            number(0, 2);
            number(length, 4);
        } else {
            number(length, 2);
        }
    }

    private void tag(int tag) throws IOException {
        number(tag >>> 16, 2);
        number(tag & 0xFFFF, 2);
    }

    private void number(int value, int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            out.write(value >>> (8 * i));
        }
    }
}
