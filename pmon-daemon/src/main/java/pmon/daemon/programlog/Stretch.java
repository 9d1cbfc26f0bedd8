package pmon.daemon.programlog;

import java.io.FileDescriptor;

/**
 * A part of a log for somebody who reads the open file.
 *
 * @param file open for reading; it may be closed once the stretch has been taken
 * @param from the first byte
 * @param to behind the last byte
 * @param opens whether it is the first one of this file
 * @param ends whether it is the last one
 */
public record Stretch(FileDescriptor file, long from, long to, boolean opens, boolean ends) {}
