package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the scripts in deploy say to who makes a mistake: one line, before anything is built or started. */
class ScriptsTest {

    @TempDir
    Path directory;

    @ParameterizedTest(name = "run {0}")
    @CsvSource(delimiter = '|', textBlock = """
            --port             | --port needs a number
            --port eighty      | --port needs a port, 0 to 65535, not eighty
            --port -5          | --port needs a port, 0 to 65535, not -5
            --dicom-port 65536 | --dicom-port needs a port, 0 to 65535, not 65536
            --hl7-port 123456  | --hl7-port needs a port, 0 to 65535, not 123456
            --doors all        | --doors needs both, gateway or viewer
            --data             | --data needs a directory
            """)
    void run_badOption_isSaidAtOnce(String options, String message) throws Exception {
        Command.Result result =
                Command.run(Stream.concat(Stream.of("../run"), Stream.of(options.split(" "))).toArray(String[]::new));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).isEqualTo("deploy/run: " + message + "\n");
    }

    @Test
    void verify_ofDataThatIsNotThere_isNoEmptyArchive() throws Exception {
        Path typo = directory.resolve("dta");

        Command.Result result = Command.run("../run", "verify", "--data", typo.toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).isEqualTo("deploy/run: there is no data in " + typo + "\n");
        assertThat(typo).doesNotExist();
    }

    @Test
    void token_misused_tellsHow() throws Exception {
        assertThat(Command.run("../token", "--help").succeeded()).startsWith("usage: deploy/token");
        assertThat(Command.run("../token", "--url").exitCode()).isEqualTo(2);
        assertThat(Command.run("../token").output()).startsWith("usage: deploy/token");
    }
}
