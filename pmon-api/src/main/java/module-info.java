/** The words everybody shares: process model, protocol and the service provider interfaces. */
module pmon.api {
    requires static transitive org.jspecify;
}
