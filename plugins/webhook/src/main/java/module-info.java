/** Tells other systems what happens to programs, over HTTP. */
module pmon.plugin.webhook {
    requires java.net.http;
    requires pmon.api;

    provides pmon.api.spi.event.EventHandlerProvider with
            pmon.plugin.webhook.WebhookProvider;
}
