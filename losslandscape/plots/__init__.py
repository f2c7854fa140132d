"""Pictures that notebooks draw with the students' own functions: each helper takes data and draws on an Axes.

Curves differ in colour (Okabe and Ito's palette, which colour-blind readers can tell apart), in line style and in
marker, so that a black-and-white print can be read. Nothing here changes Matplotlib's settings but `style()`.
Importing this module imports Matplotlib; importing `losslandscape` does not.
"""

from losslandscape.plots.appearance import CRITICAL, LINES, MARKERS, PALETTE, log_scale, look, style
from losslandscape.plots.basins import log_of_two_runs, plane_of_basins, straight_lines, strips, thrown_across
from losslandscape.plots.critical import five_starts, hunt, log_at_rest, moments, noise_floor, step_errors, two_coordinates
from losslandscape.plots.degenerate import runaway, straight_cuts, sublevels, tails, tongue, unnamed_tail
from losslandscape.plots.description import alt_text, describe, picture_and_text
from losslandscape.plots.edges import loss_and_edge, losses_after, nameless_log, two_curvatures
from losslandscape.plots.flatness import first_steps, flat_valleys, instruments, pulls, radii, unnamed_log, walks
from losslandscape.plots.hessians import bulk_and_outliers, hessian_split, modes, valley
from losslandscape.plots.landscapes import landscape
from losslandscape.plots.language_model import language_model_dimensions, language_model_spectra
from losslandscape.plots.minima import caught, orbit_sharpness, two_fine_tunes
from losslandscape.plots.planes import contours, mark_points, paths
from losslandscape.plots.saddles import colleagues_log, escapes, fresh_batches, race, shelf
from losslandscape.plots.spectra import eigenvalue_histogram, spectra, spectral_density
from losslandscape.plots.staircases import landings, log_of_a_shelf, orders, stairs, two_saddles
from losslandscape.plots.symmetries import fuse, log_after_an_accident, orbit_walks
from losslandscape.plots.traces import curves, edge_of_stability, mark_intervals, mark_step, path_profile, recorded
from losslandscape.plots.walls import log_of_two_pairs, profiles, two_pairs, ways

__all__ = [
    "CRITICAL",
    "LINES",
    "MARKERS",
    "PALETTE",
    "alt_text",
    "bulk_and_outliers",
    "caught",
    "colleagues_log",
    "contours",
    "curves",
    "describe",
    "edge_of_stability",
    "eigenvalue_histogram",
    "escapes",
    "first_steps",
    "five_starts",
    "flat_valleys",
    "fresh_batches",
    "fuse",
    "hessian_split",
    "hunt",
    "instruments",
    "landings",
    "landscape",
    "language_model_dimensions",
    "language_model_spectra",
    "log_after_an_accident",
    "log_at_rest",
    "log_of_a_shelf",
    "log_of_two_pairs",
    "log_of_two_runs",
    "log_scale",
    "look",
    "loss_and_edge",
    "losses_after",
    "mark_intervals",
    "mark_points",
    "mark_step",
    "modes",
    "moments",
    "nameless_log",
    "noise_floor",
    "orbit_sharpness",
    "orbit_walks",
    "orders",
    "path_profile",
    "paths",
    "picture_and_text",
    "plane_of_basins",
    "profiles",
    "pulls",
    "race",
    "radii",
    "recorded",
    "runaway",
    "shelf",
    "spectra",
    "spectral_density",
    "stairs",
    "step_errors",
    "straight_cuts",
    "straight_lines",
    "strips",
    "style",
    "sublevels",
    "tails",
    "thrown_across",
    "tongue",
    "two_coordinates",
    "two_curvatures",
    "two_fine_tunes",
    "two_pairs",
    "two_saddles",
    "unnamed_log",
    "unnamed_tail",
    "valley",
    "walks",
    "ways",
]
