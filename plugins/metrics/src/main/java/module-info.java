/** Measurements of programs in the OpenMetrics format. The Prometheus client's jars have names of modules but no descriptors. */
module pmon.plugin.metrics {
    requires io.prometheus.metrics.config;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;
    requires pmon.api;

    provides pmon.api.spi.event.EventHandlerProvider with
            pmon.plugin.metrics.MetricsProvider;
}
