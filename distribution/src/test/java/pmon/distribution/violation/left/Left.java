package pmon.distribution.violation.left;

import pmon.distribution.violation.right.Right;

public record Left(Right right) {}
