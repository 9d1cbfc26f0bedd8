package pmon.daemon.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import pmon.api.protocol.Completion;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.daemon.fixture.Client;
import pmon.wire.Frame;

/** What a client can do wrong before or after its hello. */
enum Misdeed {
    EMPTY_FRAME {
        @Override
        void commit(Client client) throws Exception {
            client.connection().send(new byte[0]);
        }
    },
    RUBBISH {
        @Override
        void commit(Client client) throws Exception {
            client.connection().send("GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII));
        }
    },
    BROKEN_REQUEST {
        @Override
        void commit(Client client) throws Exception {
            client.connection().send(new byte[] {0x10, 1, '{', '"'});
        }
    },
    OVERSIZED_FRAME {
        @Override
        void commit(Client client) throws Exception {
            client.connection().sendOversized();
        }
    },
    ANSWER_INSTEAD_OF_REQUEST {
        @Override
        void commit(Client client) throws Exception {
            client.send(new Frame.Answer(new Response.Done()));
        }
    },
    HALF_A_FRAME {
        @Override
        void commit(Client client) {
            client.connection().breakOff();
        }
    },
    LEAVING {
        @Override
        void commit(Client client) {
            client.connection().close();
        }
    },
    TOO_MANY_REQUESTS_AHEAD {
        @Override
        void commit(Client client) throws Exception {
            for (int i = 0; i < 12; i++) {
                try {
                    client.ask(new Request.Kill(true, Completion.UNTIL_DONE));
                } catch (IOException e) {
                    return;
                }
            }
        }
    };

    abstract void commit(Client client) throws Exception;
}
