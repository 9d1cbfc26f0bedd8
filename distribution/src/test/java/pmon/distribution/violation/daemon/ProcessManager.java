package pmon.distribution.violation.daemon;

class ProcessManager {}
