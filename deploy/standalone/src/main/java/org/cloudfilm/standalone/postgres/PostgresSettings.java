package org.cloudfilm.standalone.postgres;

/** The server's configuration file: durable, small, and silent about the statements it runs. */
final class PostgresSettings {

    private PostgresSettings() {}

    static String text(int port) {
        return """
                # written at every start
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 40

                # numbers of patients are locked while they are linked: thousands of them in a large transaction
                max_locks_per_transaction = 512

                # an acknowledged commit survives power loss
                fsync = on
                full_page_writes = on
                synchronous_commit = on

                # nothing replicates from here
                wal_level = minimal
                max_wal_senders = 0
                max_wal_size = 512MB

                # small: it shares a machine with the application
                shared_buffers = 96MB
                huge_pages = off
                work_mem = 8MB
                maintenance_work_mem = 48MB
                effective_cache_size = 512MB
                jit = off
                max_worker_processes = 4
                max_parallel_workers_per_gather = 0
                max_parallel_maintenance_workers = 0
                max_logical_replication_workers = 0
                autovacuum_max_workers = 2
                # what a hospital loads on its first day is searched at once, and planned badly until it is counted
                autovacuum_naptime = 5s
                io_method = sync
                update_process_title = off
                random_page_cost = 1.1

                # statements and key values name patients
                log_min_messages = warning
                log_min_error_statement = panic
                log_error_verbosity = terse
                log_checkpoints = off

                timezone = 'UTC'
                log_timezone = 'UTC'
                """.formatted(port);
    }
}
