package org.cloudfilm.storage.film;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Asks Linux to begin writing bytes of a file to disk while more are still coming, so that little is left for
 * fdatasync. Nothing depends on it: where it is missing or fails, fdatasync writes everything, and whatever goes wrong
 * on the way to the disk, fdatasync reports.
 */
final class WriteBack implements AutoCloseable {

    private static final int PAGE = 4096;
    private static final int O_WRONLY_CLOEXEC = 0x80001;
    private static final int SYNC_FILE_RANGE_WRITE = 2;
    private static final int NOT_OPEN = -1;
    private static final Optional<Calls> CALLS = Calls.find();

    private final Path file;
    private int descriptor = NOT_OPEN;

    /** The three system calls, by way of the C library. */
    private record Calls(MethodHandle open, MethodHandle syncFileRange, MethodHandle close) {

        static Optional<Calls> find() {
            Linker linker = Linker.nativeLinker();
            SymbolLookup library = linker.defaultLookup();
            if (library.find("sync_file_range").isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Calls(
                        linker.downcallHandle(
                                library.findOrThrow("open"),
                                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                                Linker.Option.firstVariadicArg(2)),
                        linker.downcallHandle(
                                library.findOrThrow("sync_file_range"),
                                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                                        ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT)),
                        linker.downcallHandle(
                                library.findOrThrow("close"),
                                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))));
            } catch (IllegalCallerException | UnsupportedOperationException notAllowed) {
                return Optional.empty();
            }
        }
    }

    WriteBack(Path file) {
        this.file = file;
    }

    /** Begins to write the whole pages within these bytes of a file that exists. Returns at once. */
    synchronized void begin(long position, long length) {
        long from = (position + PAGE - 1) / PAGE * PAGE;
        long to = (position + length) / PAGE * PAGE;
        if (CALLS.isEmpty() || to <= from) {
            return;
        }
        try {
            if (descriptor == NOT_OPEN) {
                open();
            }
            int _ = (int) CALLS.get().syncFileRange().invokeExact(descriptor, from, to - from, SYNC_FILE_RANGE_WRITE);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private void open() throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(file.toAbsolutePath().toString());
            descriptor = (int) CALLS.get().open().invokeExact(path, O_WRONLY_CLOEXEC);
        }
    }

    @Override
    public synchronized void close() {
        if (descriptor == NOT_OPEN) {
            return;
        }
        try {
            int _ = (int) CALLS.get().close().invokeExact(descriptor);
            descriptor = NOT_OPEN;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** C functions throw nothing. */
    private static IllegalStateException unexpected(Throwable e) {
        return new IllegalStateException("a system call cannot be made", e);
    }
}
