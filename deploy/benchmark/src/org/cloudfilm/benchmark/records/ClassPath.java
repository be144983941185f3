package org.cloudfilm.benchmark.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cloudfilm.benchmark.Children;

/** Somebody else's program and all it needs, as Maven resolves them; asked once per version of its pom. */
final class ClassPath {

    private static final int PATIENCE_SECONDS = 1_200;

    private ClassPath() {}

    /** @param project a folder with a pom; the answer is kept in {@code kept} */
    static String of(Children children, Path project, Path kept) throws IOException, InterruptedException {
        Path pom = project.resolve("pom.xml");
        Path answer = Files.createDirectories(kept).resolve(project.getFileName() + ".classpath");
        if (!Files.exists(answer) || Files.getLastModifiedTime(answer).compareTo(Files.getLastModifiedTime(pom)) < 0) {
            System.out.println("resolving the class path of " + project.getFileName());
            children.run(PATIENCE_SECONDS, List.of("mvn", "-q", "-B", "-ntp", "-f", pom.toString(),
                    "dependency:build-classpath", "-Dmdep.outputFile=" + answer.toAbsolutePath()));
        }
        return Files.readString(answer).strip();
    }
}
