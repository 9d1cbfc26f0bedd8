package pmon.monitors.log;

/**
 * A line that a regular expression can be kept from reading: some expressions need longer than a lifetime for some lines, and look at no
 * interrupt meanwhile.
 */
record StoppableText(String text) implements CharSequence {
    /** Reading goes on to be refused once the thread was interrupted. */
    @Override
    public char charAt(int index) {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("the pattern takes too long for a line");
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new StoppableText(text.substring(start, end));
    }

    @Override
    public String toString() {
        return text;
    }
}
