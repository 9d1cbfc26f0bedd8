package pmon.wire.document;

import static pmon.wire.stream.JsonReader.present;

import java.util.ArrayList;
import java.util.List;
import pmon.api.process.Account;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;

/**
 * The account a program runs as. {@code name}, {@code uid} and {@code gid} must be there: there is no safe default for who
 * somebody is. {@code groups} defaults to none, {@code home} to {@code /}, {@code shell} to {@code /bin/sh}.
 */
final class AccountDocument {
    private static final String SUBJECT = "user";

    private AccountDocument() {}

    static void write(JsonWriter out, Account account) {
        out.begin(SUBJECT);
        out.field("name", account.name());
        out.field("uid", account.uid());
        out.field("gid", account.gid());
        out.longs("groups", account.groups());
        out.field("home", account.home());
        out.field("shell", account.shell());
        out.end();
    }

    static Account read(JsonReader in) throws Malformed {
        String name = null;
        Long uid = null;
        Long gid = null;
        List<Long> groups = List.of();
        String home = "/";
        String shell = "/bin/sh";
        in.begin(SUBJECT);
        while (in.next()) {
            switch (in.name()) {
                case "name" -> name = in.string();
                case "uid" -> uid = in.longInteger();
                case "gid" -> gid = in.longInteger();
                case "groups" -> groups = groups(in);
                case "home" -> home = in.string();
                case "shell" -> shell = in.string();
                default -> in.skip();
            }
        }
        return new Account(
                present(name, "name", SUBJECT),
                present(uid, "uid", SUBJECT),
                present(gid, "gid", SUBJECT),
                groups,
                home,
                shell);
    }

    private static List<Long> groups(JsonReader in) throws Malformed {
        List<Long> groups = new ArrayList<>();
        in.beginList();
        while (in.nextElement()) {
            groups.add(in.longInteger());
        }
        return groups;
    }
}
