package pmon.daemon.process;

/** Keys as pmon3 writes them in TOML, and only there. */
final class SnakeCase {
    private SnakeCase() {}

    /** {@code NoAutoRestart} is {@code no_auto_restart}. */
    static String of(String written) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                if (i > 0) {
                    key.append('_');
                }
                key.append((char) (c + 'a' - 'A'));
            } else {
                key.append(c);
            }
        }
        return key.toString();
    }
}
