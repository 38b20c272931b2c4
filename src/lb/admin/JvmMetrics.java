package lb.admin;

import java.io.File;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What the JVM and the operating system say about this process, under their usual names. */
final class JvmMetrics {
    private JvmMetrics() {}

    static void addTo(PrometheusText text) {
        text.gauge("process_start_time_seconds", "Since the epoch.")
                .add(ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0);
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system) {
            text.counter("process_cpu_seconds_total", "Processor time used.")
                    .add(Math.max(0, system.getProcessCpuTime()) / 1e9);
        }
        String[] files = new File("/proc/self/fd").list();
        if (files != null) {
            text.gauge("process_open_fds", "Open files and sockets.").add(files.length);
        }
        memory(text);
        text.gauge("jvm_threads_current", "Platform threads.")
                .add(ManagementFactory.getThreadMXBean().getThreadCount());
        text.counter("jvm_gc_collections_total", "Garbage collections.");
        for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
            text.add(Math.max(0, gc.getCollectionCount()), "gc", gc.getName());
        }
        text.counter("jvm_gc_collection_seconds_total", "Time that they took.");
        for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
            text.add(Math.max(0, gc.getCollectionTime()) / 1000.0, "gc", gc.getName());
        }
    }

    private static void memory(PrometheusText text) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        text.gauge("jvm_memory_used_bytes", "In use, garbage included.")
                .add(memory.getHeapMemoryUsage().getUsed(), "area", "heap")
                .add(memory.getNonHeapMemoryUsage().getUsed(), "area", "nonheap");
        text.gauge("jvm_memory_committed_bytes", "Taken from the operating system.")
                .add(memory.getHeapMemoryUsage().getCommitted(), "area", "heap")
                .add(memory.getNonHeapMemoryUsage().getCommitted(), "area", "nonheap");
        text.gauge("jvm_memory_max_bytes", "The most there may be.")
                .add(memory.getHeapMemoryUsage().getMax(), "area", "heap");
    }
}
