package pmon.distribution.violation.right;

import pmon.distribution.violation.left.Left;

public record Right(Left left) {}
