package pmon.distribution.violation.core;

class StartsThread {
    static void start() {
        Thread.ofVirtual().start(() -> {});
    }
}
