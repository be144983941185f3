package org.cloudfilm.viewer.recognition;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Whether a prior may be recognised by a hospital today.
 *
 * @param because what speaks for it, and all that speaks against it
 * @param marks   it bears, as printed on reports, whether or not they count here
 * @param until   last day on which it may be
 */
record Assessment(boolean yes, List<Reason> because, List<String> marks, Optional<LocalDate> until) {}
