package org.cloudfilm.storage.film;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.cloudfilm.storage.hospital.HospitalId;

/**
 * The first {@value #LENGTH} bytes of a segment or pack. To a MIME reader they are the preamble of the multipart
 * body, which it skips (RFC 2046 section 5.1.1). Layout: {@code PACK-FORMAT.md}.
 */
record PackHeader(PackId id, StudyUid study, HospitalId hospital, String boundary, Instant createdAt) {

    static final int LENGTH = 512;
    static final int VERSION = 2;
    private static final byte[] MAGIC = "CLOUDFILM PACK\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PLAIN = 0;

    /** Of a new pack: its id and boundary are nobody else's. */
    static PackHeader create(StudyUid study, HospitalId hospital, Instant createdAt, RandomGenerator random) {
        byte[] boundary = new byte[16];
        random.nextBytes(boundary);
        return new PackHeader(
                new PackId(UUID.randomUUID()), study, hospital, HexFormat.of().formatHex(boundary), createdAt);
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(LENGTH);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(MAGIC);
            out.writeByte(VERSION);
            out.writeByte(PLAIN);
            out.writeShort(LENGTH);
            out.writeLong(id.value().getMostSignificantBits());
            out.writeLong(id.value().getLeastSignificantBits());
            out.writeLong(createdAt.toEpochMilli());
            out.writeUTF(boundary);
            out.writeUTF(study.value());
            out.writeUTF(hospital.value());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        byte[] header = Arrays.copyOf(bytes.toByteArray(), LENGTH);
        ByteBuffer.wrap(header).putInt(LENGTH - 4, crc(header));
        return header;
    }

    /** @throws PackDamagedException when these are not the first bytes of a pack that this version can read */
    static PackHeader decode(byte[] header) throws PackDamagedException {
        if (header.length != LENGTH || !Arrays.equals(MAGIC, Arrays.copyOf(header, MAGIC.length))) {
            throw new PackDamagedException("not a pack");
        }
        if (ByteBuffer.wrap(header).getInt(LENGTH - 4) != crc(header)) {
            throw new PackDamagedException("checksum of the header");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(header))) {
            in.skipNBytes(MAGIC.length);
            int version = in.readUnsignedByte();
            int encryption = in.readUnsignedByte();
            if (version != VERSION || encryption != PLAIN || in.readUnsignedShort() != LENGTH) {
                throw new PackDamagedException("version " + version + ", encryption " + encryption + " is not known");
            }
            PackId id = new PackId(new UUID(in.readLong(), in.readLong()));
            Instant created = Instant.ofEpochMilli(in.readLong());
            String boundary = in.readUTF();
            return new PackHeader(id, new StudyUid(in.readUTF()), new HospitalId(in.readUTF()), boundary, created);
        } catch (PackDamagedException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new PackDamagedException("fields of the header");
        }
    }

    private static int crc(byte[] header) {
        CRC32C crc = new CRC32C();
        crc.update(header, 0, LENGTH - 4);
        return (int) crc.getValue();
    }
}
