package pmon.os.linux.proc;

import java.util.Arrays;

/** A growing list of process numbers. */
public final class Pids {
    private int[] numbers = new int[8];
    private int size;

    public void add(int pid) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        numbers[size++] = pid;
    }

    public void addAll(Pids others) {
        for (int i = 0; i < others.size; i++) {
            add(others.numbers[i]);
        }
    }

    public int get(int index) {
        return numbers[index];
    }

    public int size() {
        return size;
    }

    public boolean contains(int pid) {
        for (int i = 0; i < size; i++) {
            if (numbers[i] == pid) {
                return true;
            }
        }
        return false;
    }
}
