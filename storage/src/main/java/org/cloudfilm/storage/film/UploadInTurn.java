package org.cloudfilm.storage.film;

import java.util.Optional;
import org.cloudfilm.storage.film.LargeHeaders.NoTurnException;
import org.cloudfilm.storage.film.StoreOutcome.Reason;

/** An upload that waits for its turn when its header is large, and is refused for the time being when none comes. */
final class UploadInTurn implements InstanceUpload {

    private final InstanceUpload upload;
    private final LargeHeaders.Turn turn;
    private StoreOutcome.Refused refused;

    UploadInTurn(InstanceUpload upload, LargeHeaders.Turn turn) {
        this.upload = upload;
        this.turn = turn;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (refused != null) {
            return;
        }
        try {
            upload.write(bytes, offset, length);
        } catch (NoTurnException e) {
            refused = new StoreOutcome.Refused(upload.ids(), Reason.OUT_OF_RESOURCES, e.getMessage());
            close();
        }
    }

    @Override
    public Optional<InstanceIds> ids() {
        return upload.ids();
    }

    @Override
    public StoreOutcome commit() {
        try {
            return refused != null ? refused : upload.commit();
        } finally {
            turn.close();
        }
    }

    @Override
    public void close() {
        try {
            upload.close();
        } finally {
            turn.close();
        }
    }
}
