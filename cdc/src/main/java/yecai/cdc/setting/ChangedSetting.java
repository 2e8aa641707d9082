package yecai.cdc.setting;

/**
 * One value of a setting that mappings see now and did not before, or saw and no longer do.
 *
 * @param company empty for the whole source
 */
public record ChangedSetting(String name, String company, String value) {}
