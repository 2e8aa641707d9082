package yecai.cdc.load;

/**
 * What a first copy may ask of the ERP.
 *
 * @param connections how many copy at the same time
 * @param megabytesPerSecond most that all of them read together; 0 for no limit
 * @param partBlocks blocks of a table that are copied in one statement; larger tables are copied in parts
 */
public record LoadLimits(int connections, double megabytesPerSecond, int partBlocks) {
    private static final int USUAL_PART_BLOCKS = 4096;
    private static final long BLOCK_BYTES = 8192;

    public LoadLimits {
        if (connections < 1 || connections > 64) {
            throw new IllegalArgumentException("connections must be 1 to 64, not " + connections);
        }
        if (!(megabytesPerSecond >= 0)) {
            throw new IllegalArgumentException("megabytesPerSecond must not be negative, but is " + megabytesPerSecond);
        }
        if (partBlocks < 1) {
            throw new IllegalArgumentException("partBlocks must be positive, not " + partBlocks);
        }
    }

    /** About how large a part is. */
    long partBytes() {
        return partBlocks * BLOCK_BYTES;
    }

    /** So many connections, no limit of bytes, parts of 32 MB. */
    public static LoadLimits of(int connections) {
        return new LoadLimits(connections, 0, USUAL_PART_BLOCKS);
    }

    /** The same with a limit of megabytes a second; 0 for none. */
    public LoadLimits withMegabytesPerSecond(double most) {
        return new LoadLimits(connections, most, partBlocks);
    }

    /** The same with parts of another size. */
    public LoadLimits withPartBlocks(int blocks) {
        return new LoadLimits(connections, megabytesPerSecond, blocks);
    }
}
