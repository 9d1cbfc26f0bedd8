package pmon.api.spi.kernel;

import java.util.Optional;
import java.util.OptionalLong;
import pmon.api.process.Account;

/** The system's user database. Safe for any thread; may block on a network directory service. */
public interface Accounts {
    /** The account of a user name; a text of digits is also tried as a uid. */
    Optional<Account> byName(String name);

    /** The account of a uid; one that the database does not know gets its number as name, gid = uid, and {@code /} as home. */
    Account byUid(long uid);

    /** The id of a group; empty where there is none of this name. */
    default OptionalLong group(String name) {
        return OptionalLong.empty();
    }

    /** The account the daemon runs as. */
    Account self();
}
