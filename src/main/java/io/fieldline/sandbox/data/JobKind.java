package io.fieldline.sandbox.data;

import java.util.List;

import io.fieldline.sandbox.data.Contractor.Trade;

/**
 * A kind of work and what it costs.
 *
 * @param low the least that it costs, in dollars
 * @param high the most that it costs, in dollars
 * @param minutes how long it takes
 */
record JobKind(String name, int low, int high, int minutes, String priority) {

    private static final List<JobKind> PLUMBING = List.of(
            new JobKind("Drain Cleaning", 149, 420, 90, "Normal"),
            new JobKind("Water Heater Repair", 190, 640, 120, "High"),
            new JobKind("Water Heater Replacement", 1_850, 4_300, 240, "High"),
            new JobKind("Sewer Line Replacement", 6_200, 14_500, 480, "Urgent"),
            new JobKind("Leak Detection", 175, 520, 90, "High"),
            new JobKind("Toilet Repair", 125, 380, 60, "Normal"),
            new JobKind("Whole House Repipe", 7_900, 16_000, 480, "Normal"),
            new JobKind("Plumbing Inspection", 89, 149, 60, "Low"));
    private static final List<JobKind> HEATING = List.of(
            new JobKind("AC Tune-Up", 89, 159, 60, "Low"),
            new JobKind("Furnace Tune-Up", 89, 169, 60, "Low"),
            new JobKind("No Cooling", 180, 890, 120, "Urgent"),
            new JobKind("No Heat", 180, 960, 120, "Urgent"),
            new JobKind("System Replacement", 7_800, 18_500, 480, "High"),
            new JobKind("Duct Cleaning", 380, 890, 180, "Normal"),
            new JobKind("Heat Pump Installation", 9_400, 17_200, 480, "Normal"),
            new JobKind("Thermostat Installation", 210, 560, 60, "Normal"));
    private static final List<JobKind> ELECTRICAL = List.of(
            new JobKind("Outlet Repair", 120, 340, 60, "Normal"),
            new JobKind("Panel Upgrade", 2_900, 6_800, 360, "High"),
            new JobKind("EV Charger Installation", 1_150, 2_800, 180, "Normal"),
            new JobKind("Ceiling Fan Installation", 190, 460, 90, "Low"),
            new JobKind("Whole House Rewire", 8_600, 19_000, 480, "Normal"),
            new JobKind("Standby Generator", 7_200, 14_900, 480, "High"),
            new JobKind("Troubleshooting", 149, 590, 90, "Urgent"),
            new JobKind("Safety Inspection", 99, 179, 60, "Low"));

    static List<JobKind> of(Trade trade) {
        return switch (trade) {
            case PLUMBING -> PLUMBING;
            case HEATING -> HEATING;
            case ELECTRICAL -> ELECTRICAL;
        };
    }
}
