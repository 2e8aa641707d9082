package yecai.hub.console.report;

import java.util.Optional;
import yecai.hub.console.chart.Chart;
import yecai.hub.console.table.Shown;

/**
 * A section as a page shows it.
 *
 * @param about what its figures mean
 * @param address of the page with a parameter's beginning, for files
 * @param odata the address of the same in Excel; empty where there is none
 */
public record Block(
        String key,
        String title,
        String about,
        Shown table,
        Optional<Chart> chart,
        String sql,
        String address,
        String odata) {}
