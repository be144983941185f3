package org.cloudfilm.storage.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows in PostgreSQL's binary COPY format (manual, section of COPY, "Binary Format"): the quickest way in for many.
 * Values of a row come in the order of the table's column list.
 */
final class CopyRows {

    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0,
        0, 0, 0, 0};
    private static final long EPOCH_2000 = 946_684_800_000_000L;

    private final String copy;
    private final int columns;
    private byte[] bytes = new byte[8192];
    private int size;
    private int rows;

    /** @param table with its columns, such as {@code t (a, b)} */
    CopyRows(String table) {
        this.copy = "copy " + table + " from stdin (format binary)";
        this.columns = table.split(",").length;
        put(HEADER);
    }

    int rows() {
        return rows;
    }

    int bytes() {
        return size;
    }

    CopyRows row() {
        rows++;
        room(2);
        putShort(columns);
        return this;
    }

    CopyRows nothing() {
        room(4);
        putInt(-1);
        return this;
    }

    CopyRows int2(int value) {
        room(6);
        putInt(2);
        putShort(value);
        return this;
    }

    CopyRows int4(int value) {
        room(8);
        putInt(4);
        putInt(value);
        return this;
    }

    CopyRows int8(long value) {
        room(12);
        putInt(8);
        putLong(value);
        return this;
    }

    CopyRows float8(double value) {
        return int8(Double.doubleToRawLongBits(value));
    }

    CopyRows bool(boolean value) {
        room(5);
        putInt(1);
        bytes[size++] = (byte) (value ? 1 : 0);
        return this;
    }

    CopyRows text(String value) {
        return value == null ? nothing() : bytea(value.getBytes(StandardCharsets.UTF_8));
    }

    CopyRows bytea(byte[] value) {
        if (value == null) {
            return nothing();
        }
        room(4);
        putInt(value.length);
        put(value);
        return this;
    }

    /** Microseconds since 1970; the least and the greatest long are the infinities. */
    CopyRows timestamptz(long micros) {
        return int8(micros == Long.MIN_VALUE || micros == Long.MAX_VALUE ? micros : micros - EPOCH_2000);
    }

    /** Writes all rows and begins anew. */
    void flush(Connection db) throws SQLException {
        if (rows > 0) {
            room(2);
            putShort(-1);
            CopyIn in = db.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
            try {
                in.writeToCopy(bytes, 0, size);
                in.endCopy();
            } finally {
                if (in.isActive()) {
                    in.cancelCopy();
                }
            }
        }
        rows = 0;
        size = HEADER.length;
    }

    private void put(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    private void putShort(int value) {
        bytes[size++] = (byte) (value >> 8);
        bytes[size++] = (byte) value;
    }

    private void putInt(int value) {
        ByteBuffer.wrap(bytes).putInt(size, value);
        size += 4;
    }

    private void putLong(long value) {
        ByteBuffer.wrap(bytes).putLong(size, value);
        size += 8;
    }
}
