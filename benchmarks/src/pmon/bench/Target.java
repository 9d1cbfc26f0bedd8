package pmon.bench;

/** What pmon is to reach, for the line below a table. */
record Target(String what, double value, double limit, String shown) {
    @Override
    public String toString() {
        return "%s: %s, %s".formatted(what, shown, value < limit ? "met" : "missed");
    }
}
