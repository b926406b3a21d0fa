using NeuralMemory.Results;

namespace NeuralMemory.Reproductions;

/// <summary>Writes what a folder of reproductions came to: a page, and the CSV files and pictures that belong to it.</summary>
public static class ReproductionFiles
{
    /// <summary>The name of the page.</summary>
    public const string Page = "README.md";

    /// <summary>
    /// The folder below that of the tables where those of this machine go while the others tell of seeds whose runs it does not have: what
    /// was measured elsewhere, and came with the repository, is not lost.
    /// </summary>
    public const string Here = "here";

    /// <summary>Writes the files, each replaced as a whole.</summary>
    /// <param name="folder">The folder; made if there is none. They go to <see cref="Here"/> in it where they would lose seeds.</param>
    /// <param name="command">The command line that makes them, told on the page.</param>
    /// <param name="outcomes">Its reproductions, in order.</param>
    /// <param name="unread">
    /// The names of its configs of which the page says nothing: that cannot be read, or were neither run nor asked for.
    /// </param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="RunException">The system refused.</exception>
    public static string Write(
        string folder, string command, IReadOnlyList<ReproductionOutcome> outcomes, params IReadOnlyList<string> unread)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        if (ForeignSeeds.AreIn(folder, outcomes, unread))
            folder = Path.Combine(folder, Here);
        AtomicFile.MakeFolders(folder);
        foreach (ReproductionOutcome outcome in outcomes.Where(outcome => outcome.Seeds.Count > 0))
        {
            Keep($"{outcome.Name}.csv", ReproductionCsv.Seeds(outcome));
            Keep($"{outcome.Name}-curve.csv", ReproductionCsv.Curve(outcome));
            if (outcome.Axes.Count > 0)
                Keep($"{outcome.Name}-grid.csv", ReproductionCsv.Grid(outcome));
            if (CurvePicture.Draw(outcome) is { } curve)
                Keep($"{outcome.Name}.svg", curve);
            if (ContrastPicture.Draw(outcome) is { } contrast)
            {
                Keep($"{outcome.Name}-contrast.svg", contrast);
                Keep($"{outcome.Name}-contrast.csv", ReproductionCsv.Contrast(outcome, outcome.Other!));
            }

            if (GridPicture.Draw(outcome) is { } grid)
                Keep($"{outcome.Name}-grid.svg", grid);
        }

        return Keep(Page, ReproductionPage.Write(name, command, outcomes));

        string Keep(string file, string text)
        {
            string path = Path.Combine(folder, file);
            AtomicFile.WriteText(path, text);
            return path;
        }
    }
}
