package pmon.os.linux;

/** A process whose pidfd is in the epoll set. */
sealed interface Watch {
    Instance instance();

    int pidfd();

    /** The main process of an instance. */
    record Main(Instance instance) implements Watch {
        @Override
        public int pidfd() {
            return instance.pidfd();
        }
    }

    /** A process that outlived the main process. */
    record Survivor(Instance instance, int pidfd) implements Watch {}
}
