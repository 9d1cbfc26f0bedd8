package pmon.api.spi.kernel;

import java.util.Optional;
import pmon.api.process.Account;

/** The system's user database. Safe for any thread; may block on a network directory service. */
public interface Accounts {
    /** The account of a user name; a text of digits is also tried as a uid. */
    Optional<Account> byName(String name);

    /** The account of a uid; one that the database does not know gets its number as name, gid = uid, and {@code /} as home. */
    Account byUid(long uid);

    /** The account the daemon runs as. */
    Account self();
}
