package pmon.distribution.violation.daemon;

import java.lang.foreign.Linker;
import java.sql.Connection;
import tools.jackson.core.JsonParser;

record KnowsTooMuch(JsonParser parser, Connection connection, Linker linker) {}
