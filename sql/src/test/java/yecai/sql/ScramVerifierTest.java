package yecai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import yecai.sql.error.YecaiException;

class ScramVerifierTest {
    /** The exchange of RFC 7677, section 3: password "pencil", its salt and iterations. */
    @Test
    void of_computesTheKeysOfRfc7677() {
        byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");

        assertThat(ScramVerifier.of("pencil", salt, 4096))
                .isEqualTo("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
                        + ":wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=");
    }

    @Test
    void of_usesANewSaltForEachCall() {
        assertThat(ScramVerifier.of("pencil")).isNotEqualTo(ScramVerifier.of("pencil"));
    }

    @Test
    void of_refusesWhatClientAndServerCouldPrepareDifferently() {
        assertThatThrownBy(() -> ScramVerifier.of("päss"))
                .isInstanceOf(YecaiException.class)
                .hasMessageNotContaining("päss");
        assertThatThrownBy(() -> ScramVerifier.of("")).isInstanceOf(YecaiException.class);
    }
}
