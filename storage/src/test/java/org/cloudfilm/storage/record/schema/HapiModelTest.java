package org.cloudfilm.storage.record.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class HapiModelTest {

    @Test
    void files_areWhatHapiSays() throws Exception {
        HapiModel model = new HapiModel();

        assertThat(Files.readString(HapiModel.STRUCTURE)).isEqualTo(model.structure());
        assertThat(Files.readString(HapiModel.PARAMETERS)).isEqualTo(model.parameters());
    }
}
