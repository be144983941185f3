package org.cloudfilm.viewer.render.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/** The command line that starts a worker from the very code this process runs. */
final class WorkerCommand {

    /** Bounds what decoders allocate outside the heap: the largest frame, some times over, and the JVM itself. */
    private static final long ADDRESS_SPACE_KIB = 2L << 20;
    private static final String BOOT_LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private final List<String> command;

    WorkerCommand(List<String> command) {
        this.command = List.copyOf(command);
    }

    static WorkerCommand forDecoding() {
        List<String> java = new ArrayList<>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.addAll(List.of(
                "-Xmx48m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=32m",
                "-XX:CompressedClassSpaceSize=32m",
                "-XX:MaxDirectMemorySize=400m",
                "-XX:+DisableAttachMechanism",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED"));
        java.add("-D" + OpenCvLibrary.PATH_PROPERTY + "="
                + OpenCvLibrary.file().map(Path::toString).orElse(""));
        String classPath = System.getProperty("java.class.path");
        java.add("-cp");
        java.add(classPath);
        if (isBootJar(classPath)) {
            java.add("-Dloader.main=" + DecodeWorker.class.getName());
            java.add(BOOT_LAUNCHER);
        } else {
            java.add(DecodeWorker.class.getName());
        }
        java.add("/dev/fd/3");
        return limited(java);
    }

    /** A limit on memory, answers on a pipe of their own, what native code prints into nothing. */
    private static WorkerCommand limited(List<String> java) {
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "ulimit -v " + ADDRESS_SPACE_KIB + "; ulimit -c 0; exec \"$@\" 3>&1 >/dev/null 2>/dev/null",
                "worker"));
        command.addAll(java);
        return new WorkerCommand(command);
    }

    /** The executable jar of Spring Boot keeps its classes nested and has its own launcher. */
    private static boolean isBootJar(String classPath) {
        if (!classPath.endsWith(".jar") || !Files.isRegularFile(Path.of(classPath))) {
            return false;
        }
        try (ZipFile jar = new ZipFile(classPath)) {
            return jar.getEntry(BOOT_LAUNCHER.replace('.', '/') + ".class") != null;
        } catch (IOException e) {
            return false;
        }
    }

    Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        return builder.start();
    }
}
